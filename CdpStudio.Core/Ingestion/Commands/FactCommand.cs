using System.Text.Json;
using CdpStudio.Core.Facts;

namespace CdpStudio.Core.Ingestion.Commands;

/// <summary>
/// What other modules ask the processor for, because it alone appends facts. Stored in the inbox as JSON with <c>"version":1</c>;
/// commands are added to and never renamed.
/// </summary>
public abstract record FactCommand
{
    private FactCommand()
    {
    }

    /// <summary>
    /// Facts are to count as if they had not arrived. What is cancelled already is left alone, so asking twice changes nothing. Messages
    /// of a run that is cancelled as a whole may be sent again.
    /// </summary>
    /// <param name="Ranges">Facts that are committed.</param>
    /// <param name="Reason">Such as <c>demo</c>; shown in the history.</param>
    public sealed record Cancel(IReadOnlyList<FactRange> Ranges, string Reason) : FactCommand;

    /// <summary>The inbox row that carries it; see <see cref="InboxRows"/>.</summary>
    public InboxRow ToRow(DateTimeOffset now) => new()
    {
        Kind = InboxKind.Command,
        // Nobody sent it.
        Source = 0,
        ReceivedAt = now.ToUnixTimeMilliseconds(),
        Messages = 1,
        Payload = Write(this),
    };

    /// <exception cref="JsonException">Not a command of this version.</exception>
    internal static FactCommand Read(ReadOnlySpan<byte> payload)
    {
        var stored = JsonSerializer.Deserialize<Stored>(payload, JsonSerializerOptions.Web);
        if (stored is not { Version: 1, Cancel: { Ranges: { } ranges, Reason: { } reason } }) throw new JsonException("Not a command that this version knows.");

        return new Cancel([.. ranges.Select(RangeOf)], reason);
    }

    private static byte[] Write(FactCommand command) => command switch
    {
        Cancel cancel => JsonSerializer.SerializeToUtf8Bytes(
            new Stored(1, new StoredCancel([.. cancel.Ranges.Select(r => new[] { r.First, r.Last })], cancel.Reason)), JsonSerializerOptions.Web),
        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };

    private static FactRange RangeOf(long[] range) =>
        range is [var first and > 0, var last] && first <= last ? new FactRange(first, last) : throw new JsonException("Not a range of facts.");

    private sealed record Stored(int Version, StoredCancel? Cancel);

    private sealed record StoredCancel(long[][]? Ranges, string? Reason);
}
