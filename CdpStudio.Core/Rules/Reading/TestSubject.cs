using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules.Reading;

/// <summary>What a test is put to.</summary>
/// <param name="Name">In words, for refusals.</param>
/// <param name="Type">Only operators of this type are taken; null takes any.</param>
/// <param name="TakesBooleans">Whether <c>eq neq in notIn</c> take true and false.</param>
/// <param name="TakesOtherTypes">Whether <c>eq neq in notIn</c> take text and numbers alike: a value of another type is never
/// equal, and a type may change after a rule was saved.</param>
internal sealed record TestSubject(string Name, DataType? Type, bool TakesBooleans, bool TakesOtherTypes)
{
    public static TestSubject OfProperty { get; } = new("a property", null, TakesBooleans: true, TakesOtherTypes: true);

    public static TestSubject Identifier { get; } = new("an identifier", DataType.Text, TakesBooleans: false, TakesOtherTypes: false);

    private static readonly TestSubject s_number = new("this measure", DataType.Number, TakesBooleans: false, TakesOtherTypes: false);
    private static readonly TestSubject s_time = new("the time of an event", DataType.DateTime, TakesBooleans: false, TakesOtherTypes: false);

    public static TestSubject OfAttribute(DataType? type) =>
        new(type is null ? "an attribute" : $"a {type.Value.ToString().ToLowerInvariant()} attribute", type, TakesBooleans: false, TakesOtherTypes: true);

    public static TestSubject Of(Measure measure) => measure switch
    {
        Measure.Time => s_time,
        Measure.OfProperty { Kind: PropertyMeasure.FirstValue or PropertyMeasure.LastValue or PropertyMeasure.MostFrequent } => OfProperty,
        _ => s_number,
    };
}
