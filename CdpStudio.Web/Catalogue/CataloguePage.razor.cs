using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Catalogue;

public sealed partial class CataloguePage(
    CatalogueListing listing, SeenVocabulary vocabulary, NavigationManager navigation, PageAddress address, ViewCulture view,
    IStringLocalizer<CatalogueTexts> texts)
{
    private const string EventsTab = "events";
    private const int Examples = 3;

    private IReadOnlyList<AttributeEntry>? _attributes;
    private IReadOnlyList<EventEntry>? _events;
    private IReadOnlyList<PropertyEntry> _properties = [];
    private AttributeEntry? _chosen;

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "attribute")]
    public string? Attribute { get; set; }

    [SupplyParameterFromQuery(Name = "event")]
    public string? Event { get; set; }

    /// <summary>Of the event; empty for one that is about to be declared.</summary>
    [SupplyParameterFromQuery(Name = "property")]
    public string? Property { get; set; }

    /// <summary>A name to begin with, maybe empty, when somebody declares what nobody has sent yet.</summary>
    [SupplyParameterFromQuery(Name = "new")]
    public string? New { get; set; }

    private IStringLocalizer<CatalogueTexts> Texts => texts;

    private IReadOnlyList<TabItem> Parts => [new("", texts["TabAttributes"]), new(EventsTab, texts["TabEvents"])];

    private string Sought => Search?.Trim() ?? "";

    protected override void OnParametersSet() => Load();

    private void Load()
    {
        _attributes = [.. listing.Attributes().Where(a => Matches(a.Name, a.Label)).OrderByDescending(WasSeen)];
        _events = [.. listing.Events().Where(e => Matches(e.Name, e.Label))];
        _chosen = Attribute is null ? null : listing.Attributes().FirstOrDefault(a => StudioText.Key(a.Name) == StudioText.Key(Attribute));
        _properties = Event is null ? [] : listing.Properties(Event);
    }

    private bool Matches(string name, string? label) =>
        StudioText.Key(name).Contains(StudioText.Key(Sought), StringComparison.Ordinal)
        || (label is not null && StudioText.Key(label).Contains(StudioText.Key(Sought), StringComparison.Ordinal));

    // What nobody sent yet is known from the standard names: it stands after what is in use.
    private static bool WasSeen(AttributeEntry entry) => entry.Assertions > 0;

    private string TypeName(DataType? type) => type is { } known ? texts["Type." + known] : "–";

    private string ExamplesOf(AttributeEntry entry) =>
        !WasSeen(entry) ? "–"
        : entry.Pii ? texts["Masked"].Value
        : view.List(vocabulary.AttributeValues(entry.Name, "", Examples).Select(v => v.Value));

    private string With(string name, string? value) => navigation.GetUriWithQueryParameter(name, value);

    private string DeclareWord => Tab == EventsTab ? "DeclareEvent" : "DeclareAttribute";

    private string DeclareAddress(string name) =>
        $"/catalogue?{(Tab == EventsTab ? "tab=events&" : "")}new={Uri.EscapeDataString(name)}";

    // What was just declared, and not what is looked for: it need not be among it.
    private void Open(string parameter, string name) => address.Change(("new", null), ("q", null), (parameter, name));

    private void Leave(string name) => address.Change((name, null));

    private void ShowMatches(string text) => address.Change(("q", text.Length == 0 ? null : text));
}
