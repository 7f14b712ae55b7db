using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Rows;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>Some rows of a file, small enough for one write.</summary>
/// <param name="RowsRead">To the chunk's end, from the file's beginning.</param>
/// <param name="Skipped">Rows of the chunk that the mapping's rule passes over.</param>
internal sealed record ImportChunk(IReadOnlyList<Message> Messages, IReadOnlyList<ImportReject> Rejects, long Skipped, long RowsRead, long BytesRead)
{
    // The processor takes inbox rows whole, so they are kept smaller than a chunk.
    private const int MessagesPerRow = 200;

    // Read by the processor alone: escapes that protect pages would make it twice as long.
    private static readonly JsonSerializerOptions s_form = new(JsonSerializerOptions.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public IReadOnlyList<InboxRow> InboxRows(SourceId source, ImportRunId run, DateTimeOffset now) =>
    [
        .. Messages.Chunk(MessagesPerRow).Select(messages => new InboxRow
        {
            Kind = InboxKind.Messages,
            Source = source.Value,
            ReceivedAt = now.ToUnixTimeMilliseconds(),
            Run = run.Value,
            Messages = messages.Length,
            Payload = JsonSerializer.SerializeToUtf8Bytes(messages, s_form),
        }),
    ];
}

/// <summary>Cuts a file's rows into chunks. Where the file breaks off the rows before are a chunk, and the next one is the error.</summary>
/// <param name="comparison">Null where the mapping's rule takes every row as it is.</param>
internal sealed class ImportReader(TableFile file, ImportMapping mapping, ImportRun import, RowComparison? comparison)
{
    private const int MaxRows = 1_000;
    private const int MaxChars = 256 * 1024;

    private readonly RowMapper _mapper = new(mapping, file.Columns, import.CreatedAt.ToUnixTimeMilliseconds());
    private long _row;
    private UnreadableFileException? _broken;

    /// <summary>Passes rows that were taken before. Where keys count occurrences they are looked at again.</summary>
    public async Task SkipAsync(long rows, CancellationToken cancellationToken)
    {
        while (_row < rows && await ReadAsync(cancellationToken))
        {
            _row++;
            if (mapping.MessageId.Count == 0) _mapper.Map(file.Rows);
            if (_row % MaxRows == 0) cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Null at the file's end.</summary>
    /// <exception cref="UnreadableFileException">The file breaks off; what was read before has been given out.</exception>
    public async Task<ImportChunk?> NextChunkAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var messages = new List<Message>();
        var rejects = new List<ImportReject>();
        var (chars, skipped) = (0, 0L);
        while (messages.Count + rejects.Count + skipped < MaxRows && chars < MaxChars && await ReadAsync(cancellationToken))
        {
            _row++;
            chars += file.Rows.Size;
            switch (_mapper.Map(file.Rows))
            {
                case MappedRow.Taken taken:
                    if (comparison is null) messages.Add(taken.Message);
                    else if (comparison.Of(taken.Message).Message is { } message) messages.Add(message);
                    else skipped++;
                    break;
                case MappedRow.Rejected rejected:
                    rejects.Add(new ImportReject { Run = import.Number, Row = _row, Reason = rejected.Reason, Column = rejected.Column });
                    break;
            }
        }

        if (messages.Count + rejects.Count + skipped > 0) return new ImportChunk(messages, rejects, skipped, _row, file.BytesRead);
        return _broken is null ? null : throw _broken;
    }

    private async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return _broken is null && await file.Rows.ReadAsync(cancellationToken);
        }
        catch (UnreadableFileException e)
        {
            _broken = e;
            return false;
        }
    }
}
