using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>The numbers of a property, of lists every one.</summary>
internal static class EventNumbers
{
    public static IEnumerable<decimal> In(List<Matched> events) => events.SelectMany(e => In(e.Source.Of!.ValueAt(e.Index)));

    public static IEnumerable<decimal> In(StudioValue? value) => value switch
    {
        StudioValue.Number number => [number.Value],
        StudioValue.List list => list.Items.OfType<StudioValue.Number>().Select(n => n.Value),
        _ => [],
    };
}
