using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Whether two values that followed each other are a change, and the one that is asked for.</summary>
/// <param name="from">Null leaves the old value open.</param>
/// <param name="to">Null leaves the new value open.</param>
internal sealed class ChangeTest(ChangeEnd? from, ChangeEnd? to, WorkspaceZone zone)
{
    /// <summary>Values that the language calls equal are no change.</summary>
    public static bool IsChange(StudioValue? before, StudioValue? after) => KeyOf(before) != KeyOf(after);

    public bool Takes(StudioValue? before, StudioValue? after) => IsChange(before, after) && IsEnd(from, before) && IsEnd(to, after);

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
