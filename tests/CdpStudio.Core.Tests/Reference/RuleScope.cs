using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>How much of the language random rules draw on.</summary>
/// <param name="PropertyMeasures">Measures with a property beside the sum.</param>
public sealed record RuleScope(bool WholeLanguage, IReadOnlyList<PropertyMeasure> PropertyMeasures)
{
    /// <summary>
    /// Attribute tests with every operator, events with filters, every window, count and sum, all, any, not, segment and everyone.
    /// </summary>
    public static RuleScope Evaluated { get; } = new(false, []);

    public static RuleScope Everything { get; } = new(true, Enum.GetValues<PropertyMeasure>());
}
