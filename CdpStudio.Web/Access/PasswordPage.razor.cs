using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Access;

public sealed partial class PasswordPage(
    SetPasswordHandler passwords, SignInManager<StudioUser> signIn, SignInThrottle throttle, NavigationManager navigation,
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
        var tries = $"password {Http.User.UserId}";
        var wait = throttle.Wait(tries);
        var result = wait > TimeSpan.Zero
            ? null
            : await passwords.HandleAsync(new ChangePassword(Http.User.UserId, Form!.Password, Form.NewPassword), Http.RequestAborted);
        if (result is AccountResult.Done)
        {
            await signIn.SignOutAsync();
            navigation.NavigateTo("/account/sign-in");
            return;
        }

        if (result is AccountResult.Refused { Reason: AccountRefusal.PasswordWrong }) throttle.CountWrong(tries);
        Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        _refusal = result is AccountResult.Refused refused
            ? texts.Of(refused.Reason)
            : texts.Plural("TooManyTries", (long)Math.Ceiling(wait.TotalMinutes));
    }

    public sealed class PasswordForm
    {
        public string Password { get; set; } = "";

        public string NewPassword { get; set; } = "";
    }
}
