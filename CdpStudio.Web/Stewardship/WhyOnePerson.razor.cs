using System.Globalization;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Stewardship;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Stewardship;

/// <summary>Between two identifiers that the reader chooses, the shortest way from one to the other, in words. Both are in the address.</summary>
public sealed partial class WhyOnePerson(PageAddress address, ViewCulture view, IStringLocalizer<StewardshipTexts> texts)
{
    private const string WhyParameter = "why";

    private int _from;
    private int _to = 1;
    private bool _openedByAddress;

    /// <summary>At least two.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Identifier> Identifiers { get; set; }

    /// <summary>Null while it is read.</summary>
    [Parameter, EditorRequired]
    public required Evidence? Evidence { get; set; }

    [Parameter, EditorRequired]
    public required Func<SourceId, string> SourceOf { get; set; }

    [Parameter, EditorRequired]
    public required Func<Identifier, string> LabelOf { get; set; }

    /// <summary><c>NAMESPACE:VALUE,NAMESPACE:VALUE</c>; a value may have commas of its own.</summary>
    [SupplyParameterFromQuery(Name = WhyParameter)]
    public string? Asked { get; set; }

    private IStringLocalizer<StewardshipTexts> Texts => texts;

    private IReadOnlyList<EvidenceLink>? Chain =>
        NumberOf(_from) is { } from && NumberOf(_to) is { } to ? Evidence?.ChainBetween(from, to) : null;

    protected override void OnParametersSet()
    {
        if (_from >= Identifiers.Count || _to >= Identifiers.Count) (_from, _to) = (0, 1);
        for (var from = 0; Asked is not null && from < Identifiers.Count; from++)
        {
            for (var to = 0; to < Identifiers.Count; to++)
            {
                if (AddressOf(from, to) == Asked) (_from, _to, _openedByAddress) = (from, to, true);
            }
        }
    }

    private void ChooseFrom(ChangeEventArgs change) => Choose(Index(change), _to);

    private void ChooseTo(ChangeEventArgs change) => Choose(_from, Index(change));

    private void Choose(int from, int to)
    {
        (_from, _to, _openedByAddress) = (from, to, true);
        address.Change((WhyParameter, AddressOf(from, to)));
    }

    private string WordsOf(EvidenceLink link) => link.Kind switch
    {
        EvidenceKind.Seen => texts["LinkSeen", link.A.Identifier.Value, link.B.Identifier.Value, SourceOf(link.Source)],
        EvidenceKind.Alias => texts["LinkAlias", link.A.Identifier.Value, link.B.Identifier.Value, SourceOf(link.Source)],
        EvidenceKind.SameValue => texts["LinkSameValue", link.A.Identifier.Value, link.B.Identifier.Value],
        _ => texts["LinkSteward", link.A.Identifier.Value, link.B.Identifier.Value],
    };

    // A steward's word has a name of ours, which says nothing.
    private static string MessageOf(EvidenceLink link) => link.Kind == EvidenceKind.Steward ? "" : link.MessageId;

    private string NameOf(Identifier identifier) => view.Labelled(LabelOf(identifier), identifier.Value);

    private ProfileId? NumberOf(int index) => Evidence?.Identifiers.FirstOrDefault(o => o.Identifier == Identifiers[index])?.Number;

    private string AddressOf(int from, int to) => $"{Written(Identifiers[from])},{Written(Identifiers[to])}";

    private static string Written(Identifier identifier) => $"{identifier.Namespace}:{identifier.Value}";

    private static int Index(ChangeEventArgs change) => int.Parse((string)change.Value!, CultureInfo.InvariantCulture); // an option's value
}
