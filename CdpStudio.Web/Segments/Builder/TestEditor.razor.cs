using CdpStudio.Core.Kernel;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>An operator in words and the fields that it asks for.</summary>
public sealed partial class TestEditor(IStringLocalizer<SegmentTexts> texts)
{
    [Parameter, EditorRequired]
    public required DraftTest Test { get; set; }

    /// <summary>The type of what is tested; null offers the operators of all types, as for a property that nobody declared.</summary>
    [Parameter, EditorRequired]
    public required DataType? Known { get; set; }

    [Parameter, EditorRequired]
    public required Func<string, IReadOnlyList<Suggestion>> Find { get; set; }

    /// <summary>The changed test, and the field that is typed in; null when something was chosen.</summary>
    [Parameter, EditorRequired]
    public required Action<DraftTest, string?> Change { get; set; }

    [Parameter]
    public bool Invalid { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    private static string Choice(DataType type, DraftOperator op) => $"{type}.{op}";

    private void Pick(string choice)
    {
        var words = choice.Split('.');
        Change(Test.With(Enum.Parse<DataType>(words[0])).With(Enum.Parse<DraftOperator>(words[1])), null);
    }

    private void Type(int operand, string text) => Change(Test.WithOperand(operand, text), FormattableString.Invariant($"operand{operand}"));
}
