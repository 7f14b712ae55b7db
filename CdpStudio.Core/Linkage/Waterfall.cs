namespace CdpStudio.Core.Linkage;

/// <param name="Field">Null for the order of names, which is no column.</param>
/// <param name="Weight">In bits, what agreement as such says.</param>
/// <param name="Frequency">In bits, what rare values add and common ones take off.</param>
public sealed record WaterfallStep(LinkageField? Field, Agreement Agreement, double Weight, double Frequency);

/// <param name="Prior">In bits: what is known of any two records before anything is compared. Far below zero.</param>
/// <param name="Circle">What two strangers who agree like that would most probably share; null if the table knows no circles.</param>
/// <param name="CircleWeight">In bits, at most zero: what is taken off because they may be strangers of such a circle.</param>
/// <param name="Weight">In bits: the prior, all steps and the circle together.</param>
public sealed record Waterfall(double Prior, IReadOnlyList<WaterfallStep> Steps, Circle? Circle, double CircleWeight, double Weight)
{
    public double Probability => ToProbability(Weight);

    internal static double ToProbability(double weight) => 1 / (1 + Math.Pow(2, -weight));

    internal static double ToWeight(double probability) => Math.Log2(probability / (1 - probability));
}
