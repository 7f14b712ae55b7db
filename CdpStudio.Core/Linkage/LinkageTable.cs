using CdpStudio.Core.Linkage.Blocking;
using CdpStudio.Core.Linkage.Preparing;

namespace CdpStudio.Core.Linkage;

/// <param name="Name">As the header says it; shown to people and never interpreted once the kind is known.</param>
public sealed record LinkageField(string Name, FieldKind Kind);

/// <param name="Id">Unique in its table. It is never evidence.</param>
/// <param name="Values">One for each field, as written; null and blanks are missing.</param>
public sealed record LinkageRecord(string Id, IReadOnlyList<string?> Values);

/// <summary>
/// People who may be the same. Everything that follows works on the records in the order of their values, so the order in which they are
/// given changes nothing.
/// </summary>
public sealed class LinkageTable
{
    private readonly Lazy<PreparedTable> _prepared;
    private readonly Lazy<Blocks> _blocks;

    /// <exception cref="ArgumentException">A record has not as many values as there are fields, or the id of another.</exception>
    public LinkageTable(IReadOnlyList<LinkageField> fields, IReadOnlyList<LinkageRecord> records)
    {
        if (records.FirstOrDefault(r => r.Values.Count != fields.Count) is { } odd)
        {
            throw new ArgumentException($"Record {odd.Id} has {odd.Values.Count} values for {fields.Count} fields.", nameof(records));
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        if (records.FirstOrDefault(r => !ids.Add(r.Id)) is { } twin) throw new ArgumentException($"Two records have the id {twin.Id}.", nameof(records));

        Fields = fields;
        Records = records;
        _prepared = new Lazy<PreparedTable>(() => PreparedTable.Prepare(this));
        _blocks = new Lazy<Blocks>(() => Blocks.Build(Prepared));
    }

    public IReadOnlyList<LinkageField> Fields { get; }

    public IReadOnlyList<LinkageRecord> Records { get; }

    internal PreparedTable Prepared => _prepared.Value;

    internal Blocks Blocks => _blocks.Value;

    /// <summary>The table with kinds read from headers and values (<see cref="KindRecognition"/>).</summary>
    public static LinkageTable Recognise(IReadOnlyList<string> headers, IReadOnlyList<LinkageRecord> records) =>
        new(KindRecognition.Recognise(headers, records), records);
}
