using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles;

/// <summary>Who this is, for an agent with the customer on the phone: how to reach them, what is on its way, what they are worth, whether they may be written to.</summary>
public sealed partial class Glance(SeenPeople people, ProfileConsents consents, ViewCulture view, IStringLocalizer<ProfileTexts> texts) : IDisposable
{
    private static readonly string[] s_contacts = [IdentifierNamespace.Email, IdentifierNamespace.Phone];

    private readonly CancellationTokenSource _leaving = new();
    private OrderSummary _orders = OrderSummary.None;
    private ConsentState? _consent;

    [Parameter, EditorRequired]
    public required ProfileRecord Profile { get; set; }

    private IStringLocalizer<ProfileTexts> Texts => texts;

    private List<string> Contacts =>
        [.. s_contacts.Select(name => Profile.Identifiers.FirstOrDefault(i => i.Namespace == name)?.Value).OfType<string>()];

    protected override async Task OnParametersSetAsync()
    {
        _orders = people.Orders(Profile.Id);
        var said = await consents.OfAsync(Profile, _leaving.Token);
        _consent = said.FirstOrDefault(c => c is { Channel: Channel.Email, Topic.Length: 0, Purpose.Length: 0 })?.State;
    }

    private string? MoneyOf(PlacedOrder order) => order.Total is { } total ? Amount(total, order.Currency) : null;

    private string Amount(decimal amount, string? currency) =>
        currency is null ? amount.ToString("N2", view.Formats) : string.Create(view.Formats, $"{amount:N2} {currency.ToUpper(CultureInfo.InvariantCulture)}");

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
