using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Reads identifiers and some attributes of one member after the other. For one thread.</summary>
internal sealed class MemberReader(Snapshot snapshot, Declared declared, IReadOnlyList<string> fields, long now)
{
    private readonly RowReader _reader = new(snapshot);
    private readonly List<AttributeReader> _fields = [.. fields.Select(f => new AttributeReader(snapshot, declared, f))];

    public AudienceMember Read(Member member)
    {
        _reader.MoveTo(member.Row);
        return new AudienceMember(member.Id, IdentifiersOf(_reader), [.. _fields.Select(f => f.JsonAt(_reader, now))]);
    }

    /// <summary>By namespace as first seen in the workspace, then in the order of their birth.</summary>
    public static List<Identifier> IdentifiersOf(RowReader reader)
    {
        var identifiers = new List<Identifier>();
        foreach (var series in reader.Snapshot.Identifiers.All)
        {
            var slice = reader.Read(series);
            var values = series.Column(AttributeIntake.ColumnKey)!.Value;
            for (var i = 0; i < slice.Count; i++) identifiers.Add(new Identifier(series.Name, values.Values.TextOf((int)values[slice[i]])));
        }

        return identifiers;
    }
}
