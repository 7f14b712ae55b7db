using System.Text.Json;
using System.Text.Json.Serialization;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion.Erasing;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Commands;

/// <summary>
/// What other modules ask the processor for, because it alone appends facts. Stored in the inbox as JSON with <c>"version":1</c>;
/// commands are added to and never renamed.
/// </summary>
public abstract record FactCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

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

    /// <summary>
    /// Somebody is erased for good, and what is dated before is refused ever after. Nothing happens when the person may have got further
    /// identifiers since <paramref name="UpTo"/>.
    /// </summary>
    /// <param name="Profiles">Every number of the person; none where only what comes is to be refused.</param>
    /// <param name="UpTo">The newest fact when they were looked up.</param>
    /// <param name="Hashes">Of the identifiers, see <see cref="ErasedHash"/>: a command may lie in a backup.</param>
    /// <param name="Suppress">What comes later is refused too.</param>
    public sealed record Erase(IReadOnlyList<ProfileId> Profiles, long UpTo, IReadOnlyList<string> Hashes, bool Suppress) : FactCommand;

    /// <summary>Two identifiers are one person's, because somebody says so; nothing happens when either was never seen.</summary>
    public sealed record Join(Identifier A, Identifier B) : FactCommand;

    /// <summary>Somebody takes identifiers apart.</summary>
    /// <param name="Cuts">Pairs that count no more as seen together, until they are seen together again.</param>
    /// <param name="Fences">Pairs that never belong to one person again.</param>
    public sealed record Part(IReadOnlyList<IdentifierPair> Cuts, IReadOnlyList<IdentifierPair> Fences) : FactCommand;

    /// <summary>
    /// Somebody who works here says what an attribute's value is, or lets go of what was said so; of who was erased since nothing is said.
    /// </summary>
    /// <param name="Profiles">Numbers of identifiers that it is said of.</param>
    /// <param name="Value">JSON text; null lets go.</param>
    /// <param name="At">From when on, in milliseconds since the Unix epoch.</param>
    public sealed record SayByHand(IReadOnlyList<ProfileId> Profiles, string Name, string? Value, long At) : FactCommand;

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
        var stored = JsonSerializer.Deserialize<Stored>(payload, s_json);
        return stored switch
        {
            { Version: 1, Cancel: { Ranges: { } ranges, Reason: { } reason } } => new Cancel([.. ranges.Select(RangeOf)], reason),
            { Version: 1, Erase: { Profiles: { } profiles, Hashes: { } hashes } erase } =>
                new Erase([.. profiles.Select(p => new ProfileId(p))], erase.UpTo, hashes, erase.Suppress),
            { Version: 1, Join: { A: { Namespace: not null, Value: not null } a, B: { Namespace: not null, Value: not null } b } } => new Join(a, b),
            { Version: 1, Part: { Cuts: { } cuts, Fences: { } fences } } => new Part([.. cuts.Select(PairOf)], [.. fences.Select(PairOf)]),
            { Version: 1, SayByHand: { Profiles: { } profiles, Name: { } name } said } =>
                new SayByHand([.. profiles.Select(p => new ProfileId(p))], name, said.Value, said.At),
            _ => throw new JsonException("Not a command that this version knows."),
        };
    }

    private static byte[] Write(FactCommand command) => command switch
    {
        Cancel cancel => JsonSerializer.SerializeToUtf8Bytes(
            new Stored(1) { Cancel = new StoredCancel([.. cancel.Ranges.Select(r => new[] { r.First, r.Last })], cancel.Reason) }, s_json),
        Erase erase => JsonSerializer.SerializeToUtf8Bytes(
            new Stored(1) { Erase = new StoredErase([.. erase.Profiles.Select(p => p.Value)], erase.UpTo, [.. erase.Hashes], erase.Suppress) }, s_json),
        Join join => JsonSerializer.SerializeToUtf8Bytes(new Stored(1) { Join = new StoredJoin(join.A, join.B) }, s_json),
        Part part => JsonSerializer.SerializeToUtf8Bytes(
            new Stored(1) { Part = new StoredPart([.. part.Cuts.Select(Written)], [.. part.Fences.Select(Written)]) }, s_json),
        SayByHand said => JsonSerializer.SerializeToUtf8Bytes(
            new Stored(1) { SayByHand = new StoredSayByHand([.. said.Profiles.Select(p => p.Value)], said.Name, said.Value, said.At) }, s_json),
        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };

    private static FactRange RangeOf(long[] range) =>
        range is [var first and > 0, var last] && first <= last ? new FactRange(first, last) : throw new JsonException("Not a range of facts.");

    private static IdentifierPair PairOf(long[] pair) =>
        pair is [> 0, > 0] && pair[0] != pair[1] ? new IdentifierPair(new ProfileId(pair[0]), new ProfileId(pair[1])) : throw new JsonException("Not a pair of identifiers.");

    private static long[] Written(IdentifierPair pair) => [pair.A.Value, pair.B.Value];

    private sealed record Stored(int Version)
    {
        public StoredCancel? Cancel { get; init; }

        public StoredErase? Erase { get; init; }

        public StoredJoin? Join { get; init; }

        public StoredPart? Part { get; init; }

        public StoredSayByHand? SayByHand { get; init; }
    }

    private sealed record StoredSayByHand(long[]? Profiles, string? Name, string? Value, long At);

    private sealed record StoredJoin(Identifier? A, Identifier? B);

    private sealed record StoredPart(long[][]? Cuts, long[][]? Fences);

    private sealed record StoredErase(long[]? Profiles, long UpTo, string[]? Hashes, bool Suppress);

    private sealed record StoredCancel(long[][]? Ranges, string? Reason);
}

/// <summary>By the numbers that two identifiers were born with.</summary>
public readonly record struct IdentifierPair(ProfileId A, ProfileId B);
