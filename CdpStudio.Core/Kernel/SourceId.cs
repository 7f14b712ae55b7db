using System.Globalization;

namespace CdpStudio.Core.Kernel;

/// <summary>Numbers one configured source. A small number, because every fact carries it.</summary>
public readonly record struct SourceId(int Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
