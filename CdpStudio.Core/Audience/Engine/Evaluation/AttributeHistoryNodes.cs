using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Every value in force at some moment of the last while passes.</summary>
internal sealed class HeldForNode(AttributeReader attribute, ValueTest test, long from, long now) : Node
{
    public override bool Holds(RowReader reader) =>
        attribute.Moments(reader).Where(m => m > from && m <= now).Prepend(from).All(m => test.Holds(attribute.ValueAt(reader, m)));

    public override NodeExplanation Explain(RowReader reader) =>
        Explanation(Holds(reader), ValueText.Of(attribute.ValueAt(reader, now)));
}

/// <summary>The attribute's history has such a change in the window.</summary>
internal sealed class ChangedNode(
    AttributeReader attribute, RowWindow during, ChangeEnd? from, ChangeEnd? to, long now, WorkspaceZone zone) : Node
{
    public override bool Holds(RowReader reader)
    {
        var window = during.Of(reader);
        return attribute.Moments(reader).Where(m => m <= now && window.Contains(m)).Any(m =>
            IsChange(attribute.ValueAt(reader, m - 1), attribute.ValueAt(reader, m)));
    }

    public override NodeExplanation Explain(RowReader reader) =>
        Explanation(Holds(reader), ValueText.Of(attribute.ValueAt(reader, now)));

    private bool IsChange(StudioValue? before, StudioValue? after) =>
        KeyOf(before) != KeyOf(after) && IsEnd(from, before) && IsEnd(to, after);

    private bool IsEnd(ChangeEnd? end, StudioValue? value) => (value is StudioValue.Moment ? end?.As(DataType.DateTime) : end) switch
    {
        null => true,
        { Value: null } => value is null,
        { Value: RuleValue.Date date } => value is StudioValue.Moment moment && Moments(date.Value).Contains(moment.Milliseconds),
        { Value: RuleValue.List list } => KeyOf(new StudioValue.List([.. list.Values.Select(v => new StudioValue.Text(v))])) == KeyOf(value),
        { Value: { } other } => KeyOf(ValueTest.ValueOf(other)) == KeyOf(value),
    };

    private Moments Moments(WrittenDate date) => new(date.Start(zone), date.End(zone));

    private static string? KeyOf(StudioValue? value) => value is null ? null : ValueClass.KeyOf(value);
}
