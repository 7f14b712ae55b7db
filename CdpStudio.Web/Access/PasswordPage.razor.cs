using CdpStudio.Core.Governance.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Access;

public sealed partial class PasswordPage(
    SetPasswordHandler passwords, SignInManager<StudioUser> signIn, GuardedForm form, NavigationManager navigation,
    IStringLocalizer<AccessTexts> texts)
{
    private string? _refusal;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromForm]
    public PasswordForm? Form { get; set; }

    private IStringLocalizer<AccessTexts> Texts => texts;

    protected override void OnInitialized() => Form ??= new PasswordForm();

    private async Task SubmitAsync()
    {
        // Whoever took over an open session must not be able to guess the password here.
        _refusal = await form.ReadAsync(
            Http, $"password {Http.User.UserId}", AccountRefusal.PasswordWrong,
            () => passwords.HandleAsync(new ChangePassword(Http.User.UserId, Form!.Password, Form.NewPassword), Http.RequestAborted));
        if (_refusal is not null) return;

        await signIn.SignOutAsync();
        navigation.NavigateTo("/account/sign-in");
    }

    public sealed class PasswordForm
    {
        public string Password { get; set; } = "";

        public string NewPassword { get; set; } = "";
    }
}
