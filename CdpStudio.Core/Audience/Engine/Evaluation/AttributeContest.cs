using System.Collections.Frozen;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Which of the entries of one attribute gives a row's value. For one thread.</summary>
/// <param name="type">As rules read the attribute; null leaves each value the type of its JSON.</param>
internal sealed class AttributeContest(Snapshot snapshot, SeriesView series, DataType? type, WinningRule rule, WorkspaceZone zone)
{
    private readonly TypedColumn _column = new(series.Column(AttributeIntake.ColumnKey), type, zone);
    private readonly FrozenSet<int> _byHand = snapshot.RowsByHand(series);
    private readonly List<Word> _words = [];

    /// <summary>What is newest of all entries wins in all rows but some that are asked one by one.</summary>
    public bool IsNewestNearlyAlways => rule.By == WinsBy.Newest;

    /// <summary>What is newest of all entries wins in the reader's row: then nothing has to be decided.</summary>
    public bool IsNewest(RowReader reader) => IsNewestNearlyAlways && (_byHand.Count == 0 || !_byHand.Contains(reader.Row));

    /// <returns>Null where there is no value.</returns>
    public AttributeWinner? At(RowReader reader, long moment)
    {
        var slice = reader.Read(series);
        var count = slice.FirstFrom(moment + 1);
        return IsNewest(reader) ? Newest(slice, count) : Decide(slice, count);
    }

    /// <summary>JSON text, as it was said or as it was made of several; null where a sum is not exact.</summary>
    public string? JsonOf(in AttributeWinner won) =>
        won.IsMade ? JsonOf(won.Value) : ValueText.AsSaid(_column.View, _column.CellAt(won.Entry));

    private AttributeWinner? Decide(Slice slice, int count)
    {
        _words.Clear();
        for (var i = 0; i < count; i++)
        {
            var cell = _column.CellAt(slice[i]);
            _words.Add(new Word(series.SourceOf(slice[i]), series.NodeOf(slice[i]), _column.ValueOf(cell), cell == Cell.Missing));
        }

        if (Contest.Decide(_words, rule) is not { } outcome) return null;

        return new AttributeWinner(slice[outcome.Word], outcome.Value, outcome.IsMade, outcome.Win);
    }

    /// <summary>The same, without reading each value as the type.</summary>
    private AttributeWinner? Newest(Slice slice, int count)
    {
        if (count == 0 || _column.CellAt(slice[count - 1]) is Cell.Missing) return null;

        var (entry, among) = (slice[count - 1], 0);
        for (var i = count - 1; i >= 0 && _column.CellAt(slice[i]) != Cell.Missing; i--) among++;
        return new AttributeWinner(entry, _column.ValueAt(entry), IsMade: false, new AttributeWin(WinsBy.Newest, IsLocked: false, among));
    }

    /// <summary>Of a sum or a union: objects in a list as they were said.</summary>
    public static string? JsonOf(StudioValue? value) => value switch
    {
        StudioValue.List list => $"[{string.Join(',', list.Items.Select(JsonOf))}]",
        StudioValue.Structure structure => structure.Json,
        _ => ValueText.Of(value),
    };
}

/// <param name="Entry">The assertion that won; of a sum or a union the newest one in it.</param>
/// <param name="Value">As the attribute's type reads it; null where it can't.</param>
internal readonly record struct AttributeWinner(Entry Entry, StudioValue? Value, bool IsMade, AttributeWin Win);
