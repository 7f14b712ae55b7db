using System.Globalization;

namespace CdpStudio.Core.Kernel;

/// <summary>Numbers one configured source, from 1. A small number, because every fact carries it.</summary>
public readonly record struct SourceId(int Value)
{
    /// <summary>No source: people who work here say it themselves.</summary>
    public static SourceId ByHand => new(0);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
