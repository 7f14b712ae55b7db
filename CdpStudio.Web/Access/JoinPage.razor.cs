using CdpStudio.Core.Governance.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Access;

/// <summary>Where the link of an invitation leads: its owner chooses a password, once.</summary>
public sealed partial class JoinPage(SetPasswordHandler passwords, NavigationManager navigation, IStringLocalizer<AccessTexts> texts)
{
    private string? _refusal;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery]
    public Guid User { get; set; }

    [SupplyParameterFromQuery]
    public string? Code { get; set; }

    [SupplyParameterFromForm]
    public JoinForm? Form { get; set; }

    private IStringLocalizer<AccessTexts> Texts => texts;

    protected override void OnInitialized() => Form ??= new JoinForm();

    private async Task SubmitAsync()
    {
        var result = await passwords.HandleAsync(new ChoosePassword(User, Code ?? "", Form!.Password), Http.RequestAborted);
        if (result is not AccountResult.Refused refused)
        {
            navigation.NavigateTo("/account/sign-in");
            return;
        }

        Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        _refusal = texts.Of(refused.Reason);
    }

    public sealed class JoinForm
    {
        public string Password { get; set; } = "";
    }
}
