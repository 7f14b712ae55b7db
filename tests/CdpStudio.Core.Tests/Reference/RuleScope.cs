using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>How much of the language random rules draw on, or an engine evaluates.</summary>
/// <param name="PropertyMeasures">Measures of a property beside the sum.</param>
/// <param name="KnownAt">Questions about an earlier state of knowledge.</param>
public sealed record RuleScope(bool WholeLanguage, IReadOnlyList<PropertyMeasure> PropertyMeasures, bool KnownAt)
{
    /// <summary>
    /// Attribute tests with every operator, events with filters, every window, count and sum, all, any, not, segment and everyone.
    /// </summary>
    public static RuleScope Evaluated { get; } = new(false, [], false);

    public static RuleScope Everything { get; } = new(true, Enum.GetValues<PropertyMeasure>(), true);

    /// <summary>Whether an engine of this scope has to know every node of the rule.</summary>
    public bool Holds(Rule rule) => WholeLanguage || rule switch
    {
        Rule.Everyone or Rule.Attribute { For: null } or Rule.Segment { Membership: null } => true,
        Rule.All r => r.Rules.All(Holds),
        Rule.Any r => r.Rules.All(Holds),
        Rule.Not r => Holds(r.Inner),
        Rule.Did { Measure: Measure.OfProperty m } => m.Kind == PropertyMeasure.Sum || PropertyMeasures.Contains(m.Kind),
        Rule.Did { Measure: Measure.Count } => true,
        _ => false,
    };
}
