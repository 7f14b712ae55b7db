namespace CdpStudio.Core.Audience.Engine.Saving;

/// <summary>An index at one moment, to be written by whoever has time while the index goes on: what views show never changes, the rest is frozen.</summary>
/// <param name="Moment">Tells it from what is captured later.</param>
internal sealed record CapturedIndex(Snapshot Snapshot, Action<BinaryWriter> Identities, Action<BinaryWriter> Clearings, object Moment)
{
    public void Save(SectionWriter file)
    {
        file.Write(IndexSections.Series, writer =>
        {
            writer.Write(Snapshot.Position);
            writer.Write(Snapshot.Shape.Bits);
            foreach (var kind in IndexSections.Kinds(Snapshot)) kind.Save(writer);
        });
        file.Write(IndexSections.Identities, Identities);
        file.Write(IndexSections.Clearings, Clearings);
        file.Write(IndexSections.Rows, Snapshot.Rows.Save);
        var columns = Snapshot.Rows.Columns;
        for (var column = 0; column < columns.Length; column++) file.Write(IndexSections.RowColumn(column), columns[column]);

        foreach (var (kind, set) in IndexSections.Kinds(Snapshot).Index())
        {
            foreach (var (place, series) in set.All.Index()) Save(file, kind, place, series);
        }
    }

    private static void Save(SectionWriter file, int kind, int place, SeriesView series)
    {
        foreach (var (column, info) in series.Columns.Index()) file.Write(IndexSections.Values(kind, place, column), info.Values.Save);
        foreach (var (number, block) in series.Blocks.Index())
            file.Write(IndexSections.Block(kind, place, number), writer => SavedBlock.Save(writer, block, series.Columns.Length));
    }
}

/// <summary>The names of an index's sections.</summary>
internal static class IndexSections
{
    public const string Series = "series";
    public const string Identities = "identities";
    public const string Clearings = "clearings";
    public const string Rows = "rows";

    private static readonly string[] s_kinds = ["events", "attributes", "identifiers"];

    public static IEnumerable<SeriesSet> Kinds(Snapshot snapshot) => [snapshot.Events, snapshot.Attributes, snapshot.Identifiers];

    public static string RowColumn(int column) => FormattableString.Invariant($"{Rows}/{column}");

    /// <summary>What the names of a series' sections begin with.</summary>
    public static string Of(int kind, int series) => FormattableString.Invariant($"{s_kinds[kind]}/{series}/");

    public static string Values(int kind, int series, int column) => FormattableString.Invariant($"{Of(kind, series)}values/{column}");

    public static string Block(int kind, int series, int block) => FormattableString.Invariant($"{Of(kind, series)}block/{block}");
}
