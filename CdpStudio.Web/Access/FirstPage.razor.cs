using CdpStudio.Core.Governance.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Access;

/// <summary>Makes the first administrator, for whoever can read the server's log.</summary>
public sealed partial class FirstPage(
    MakeFirstAdministratorHandler make, AccessList access, SignInHandler signIn, GuardedForm form, NavigationManager navigation,
    IStringLocalizer<AccessTexts> texts)
{
    private const string Tries = "setup code";
    private string? _refusal;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromForm]
    public FirstForm? Form { get; set; }

    private IStringLocalizer<AccessTexts> Texts => texts;

    protected override async Task OnInitializedAsync()
    {
        Form ??= new FirstForm();
        if (await access.HasUsersAsync(Http.RequestAborted)) navigation.NavigateTo("/account/sign-in");
    }

    private async Task SubmitAsync()
    {
        _refusal = await form.ReadAsync(
            Http, Tries, AccountRefusal.CodeInvalid,
            () => make.HandleAsync(new(Form!.Code, Form.Email, Form.Name, Form.Password), Http.RequestAborted));
        if (_refusal is not null) return;

        var address = Http.Connection.RemoteIpAddress?.ToString() ?? "";
        await signIn.HandleAsync(new SignIn(Form!.Email, Form.Password, address), Http.RequestAborted);
        navigation.NavigateTo("/");
    }

    public sealed class FirstForm
    {
        public string Code { get; set; } = "";

        public string Email { get; set; } = "";

        public string Name { get; set; } = "";

        public string Password { get; set; } = "";
    }
}
