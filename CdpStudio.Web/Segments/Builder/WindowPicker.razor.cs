using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>When events count. Each calendar range is a choice of its own, so the common ones take one step.</summary>
public sealed partial class WindowPicker(IAudienceVocabulary seen, IStringLocalizer<SegmentTexts> texts)
{
    private static readonly string[] s_choices = ["Always", "Last", "Ago", "Range", "Since", .. Enum.GetNames<CalendarRange>()];

    [Parameter, EditorRequired]
    public required DraftWindow Window { get; set; }

    /// <summary>The changed window, and the field that is typed in; null when something was chosen.</summary>
    [Parameter, EditorRequired]
    public required Action<DraftWindow, string?> Change { get; set; }

    [Parameter]
    public bool Invalid { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    private static IReadOnlyList<string> Choices => s_choices;

    private string Choice => Window is DraftWindow.Calendar calendar ? calendar.Period.ToString() : Window.GetType().Name;

    private void Pick(string choice) => Change(Of(choice), null);

    private static DraftWindow Of(string choice) => choice switch
    {
        nameof(DraftWindow.Always) => new DraftWindow.Always(),
        nameof(DraftWindow.Last) => new DraftWindow.Last("30d"),
        nameof(DraftWindow.Ago) => new DraftWindow.Ago("60d", "30d"),
        nameof(DraftWindow.Range) => new DraftWindow.Range("", ""),
        nameof(DraftWindow.Since) => new DraftWindow.Since("", "7d"),
        _ => new DraftWindow.Calendar(Enum.Parse<CalendarRange>(choice)),
    };

    private IReadOnlyList<Suggestion> Dates(string containing) =>
        [.. seen.Attributes().Where(a => a.Type == DataType.DateTime && a.Name.Contains(containing, StringComparison.OrdinalIgnoreCase)).Select(a => new Suggestion(a.Name))];

    private static IReadOnlyList<Suggestion> Nothing(string containing) => [];
}
