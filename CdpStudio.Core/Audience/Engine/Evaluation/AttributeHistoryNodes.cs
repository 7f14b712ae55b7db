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
internal sealed class ChangedNode(AttributeReader attribute, RowWindow during, ChangeTest change, long now) : Node
{
    public override bool Holds(RowReader reader)
    {
        var window = during.Of(reader);
        return attribute.Moments(reader).Where(m => m <= now && window.Contains(m)).Any(m =>
            change.Takes(attribute.ValueAt(reader, m - 1), attribute.ValueAt(reader, m)));
    }

    public override NodeExplanation Explain(RowReader reader) =>
        Explanation(Holds(reader), ValueText.Of(attribute.ValueAt(reader, now)));
}
