using System.Text.Json;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Rows;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>Some rows of a file, small enough for one write.</summary>
/// <param name="RowsRead">To the chunk's end, from the file's beginning.</param>
internal sealed record ImportChunk(IReadOnlyList<Message> Messages, IReadOnlyList<ImportReject> Rejects, long RowsRead, long BytesRead)
{
    // The processor takes inbox rows whole, so they are kept smaller than a chunk.
    private const int MessagesPerRow = 200;

    public IReadOnlyList<InboxRow> InboxRows(SourceId source, ImportRunId run, DateTimeOffset now) =>
    [
        .. Messages.Chunk(MessagesPerRow).Select(messages => new InboxRow
        {
            Kind = InboxKind.Messages,
            Source = source.Value,
            ReceivedAt = now.ToUnixTimeMilliseconds(),
            Run = run.Value,
            Messages = messages.Length,
            Payload = JsonSerializer.SerializeToUtf8Bytes(messages, JsonSerializerOptions.Web),
        }),
    ];
}

/// <summary>Cuts a file's rows into chunks.</summary>
internal sealed class ImportReader(CsvFile csv, ImportMapping mapping, ImportRun import)
{
    private const int MaxRows = 1_000;
    private const int MaxChars = 256 * 1024;

    private readonly RowMapper _mapper = new(mapping, csv.Columns, import.CreatedAt.ToUnixTimeMilliseconds());
    private long _row;

    /// <summary>Passes rows that were taken before. Where keys count occurrences they are looked at again.</summary>
    public async Task SkipAsync(long rows, CancellationToken cancellationToken)
    {
        while (_row < rows && await csv.Rows.ReadAsync(cancellationToken))
        {
            _row++;
            if (mapping.MessageId.Count == 0) _mapper.Map(csv.Rows);
            if (_row % MaxRows == 0) cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Null at the file's end.</summary>
    public async Task<ImportChunk?> NextChunkAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var messages = new List<Message>();
        var rejects = new List<ImportReject>();
        var chars = 0;
        while (messages.Count + rejects.Count < MaxRows && chars < MaxChars && await csv.Rows.ReadAsync(cancellationToken))
        {
            _row++;
            chars += csv.Rows.Text.Length;
            switch (_mapper.Map(csv.Rows))
            {
                case MappedRow.Taken taken:
                    messages.Add(taken.Message);
                    break;
                case MappedRow.Rejected rejected:
                    rejects.Add(new ImportReject { Run = import.Number, Row = _row, Reason = rejected.Reason, Column = rejected.Column });
                    break;
            }
        }

        return messages.Count + rejects.Count == 0 ? null : new ImportChunk(messages, rejects, _row, csv.BytesRead);
    }
}
