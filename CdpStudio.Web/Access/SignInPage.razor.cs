using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Access;

public sealed partial class SignInPage(
    SignInHandler signIn, AccessList access, LanguageChoice language, NavigationManager navigation, IStringLocalizer<AccessTexts> texts)
{
    private string? _refusal;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    [SupplyParameterFromForm]
    public SignInForm? Form { get; set; }

    private IStringLocalizer<AccessTexts> Texts => texts;

    protected override async Task OnInitializedAsync()
    {
        Form ??= new SignInForm();
        if (!await access.HasUsersAsync(Http.RequestAborted)) navigation.NavigateTo("/account/first");
    }

    private async Task SubmitAsync()
    {
        var address = Http.Connection.RemoteIpAddress?.ToString() ?? "";
        var result = await signIn.HandleAsync(new SignIn(Form!.Email, Form.Password, address), Http.RequestAborted);
        if (result is SignInResult.SignedIn signedIn)
        {
            await language.BringAsync(Http, signedIn.User);
            navigation.NavigateTo(LocalAddress.Or(ReturnUrl, "/"));
            return;
        }

        Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        _refusal = result is SignInResult.TooManyTries wait
            ? texts.Plural("TooManyTries", (long)Math.Ceiling(wait.Wait.TotalMinutes))
            : texts["SignInWrong"];
    }

    public sealed class SignInForm
    {
        public string Email { get; set; } = "";

        public string Password { get; set; } = "";
    }
}
