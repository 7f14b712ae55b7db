using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Messaging;

/// <summary>A mail as one person would get it, while it is written: on a phone, on a wide screen, darkened, and as text.</summary>
public sealed partial class ContentPreview(MailPreview preview, EmailSetups setups, IAuthorizationService rights, IStringLocalizer<ContentTexts> texts) : IDisposable
{
    // What mail programs do that darken mails: they turn the light, and leave pictures as they are.
    private const string Darkened = "<style>html{filter:invert(1) hue-rotate(180deg);background:#fff}img{filter:invert(1) hue-rotate(180deg)}</style></head>";

    private static readonly View[] s_views = [View.Phone, View.Wide, View.Dark, View.Text];

    private readonly CancellationTokenSource _leaving = new();
    private MessageContent? _drawn;
    private ProfileId? _person;
    private MailRendering? _rendering;
    private View _view = View.Phone;
    private string _sender = "";
    private bool _mayChoose;
    private bool _isPersonKnown;

    [Parameter, EditorRequired]
    public required MessageContent Content { get; set; }

    /// <summary>
    /// Chooses the person, and tells whom by the callback, the first one as well: nothing is drawn before. Without it anybody can be
    /// looked up. Shown to those only who may see people; for the others the mail is drawn for somebody of whom nothing is known.
    /// </summary>
    [Parameter]
    public RenderFragment<EventCallback<ProfileId?>>? Who { get; set; }

    /// <summary>As whom the mail is shown; null for somebody of whom nothing is known.</summary>
    [Parameter]
    public EventCallback<ProfileId?> OnPerson { get; set; }

    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    private IStringLocalizer<ContentTexts> Texts => texts;

    protected override async Task OnInitializedAsync()
    {
        var setup = await setups.ReadAsync(_leaving.Token);
        _sender = setup.FromName.Length == 0 ? setup.From.Address : $"{setup.FromName} <{setup.From.Address}>";
        _mayChoose = SignedIn is not null && (await rights.AuthorizeAsync((await SignedIn).User, Permission.ReadProfiles)).Succeeded;
        _isPersonKnown = Who is null || !_mayChoose;
    }

    protected override Task OnParametersSetAsync() => _isPersonKnown && Content != _drawn ? DrawAsync() : Task.CompletedTask;

    private async Task PickAsync(ProfileId? person)
    {
        (_person, _isPersonKnown) = (person, true);
        await OnPerson.InvokeAsync(person);
        await DrawAsync();
    }

    private async Task DrawAsync()
    {
        var (content, person) = (Content, _person);
        _drawn = content;
        var rendering = await preview.OfAsync(content, person, _leaving.Token);
        // Another one was asked for while this one was made.
        if (ReferenceEquals(content, _drawn) && person == _person) _rendering = rendering;
    }

    private string Shown(string html) => _view == View.Dark ? html.Replace("</head>", Darkened, StringComparison.OrdinalIgnoreCase) : html;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private enum View
    {
        Phone,
        Wide,
        Dark,
        Text,
    }
}
