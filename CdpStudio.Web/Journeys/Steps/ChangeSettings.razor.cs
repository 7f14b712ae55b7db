using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Web.Components;
using CdpStudio.Web.Segments.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys.Steps;

/// <summary>Which attribute lets people in when it changes, and from what to what.</summary>
public sealed partial class ChangeSettings(SeenVocabulary seen, IStringLocalizer<JourneyTexts> texts)
{
    /// <summary>Null until an attribute was chosen.</summary>
    [Parameter, EditorRequired]
    public required EntryTrigger.Change? Change { get; set; }

    /// <summary>What is wrong, in the reader's words, by member of the step.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string> Errors { get; set; } = new Dictionary<string, string>();

    [Parameter]
    public EventCallback<EntryTrigger> OnSay { get; set; }

    private IStringLocalizer<JourneyTexts> Texts => texts;

    private string Name => Change?.Attribute ?? "";

    private EntryTrigger.Change Said => Change ?? new EntryTrigger.Change("", From: null, To: null);

    private DataType Type => seen.TypeOf(Name) ?? DataType.Text;

    private IReadOnlyList<Suggestion> Names(string containing) => seen.SuggestAttributes(containing);

    private IReadOnlyList<Suggestion> Values(string containing) => seen.SuggestAttributeValues(Name, containing);

    // Another attribute has other values.
    private Task NameAsync(string name) => SayAsync(new EntryTrigger.Change(name, From: null, To: null));

    private Task SayAsync(EntryTrigger.Change change) => OnSay.InvokeAsync(change);
}
