using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Segments.Drafts;

public static class MeasureKinds
{
    public static bool TakesProperty(this MeasureKind kind) =>
        kind is not (MeasureKind.Count or MeasureKind.Days or MeasureKind.First or MeasureKind.Last);

    /// <summary>What the measure gives, so which operators test it. Values of a property may be of any type; they start as text.</summary>
    public static DataType Gives(this MeasureKind kind) => kind switch
    {
        MeasureKind.First or MeasureKind.Last => DataType.DateTime,
        MeasureKind.FirstValue or MeasureKind.LastValue or MeasureKind.MostFrequent => DataType.Text,
        _ => DataType.Number,
    };
}
