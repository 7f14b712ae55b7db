using CdpStudio.Core.Governance;
using CdpStudio.Web.Access;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Shell;

// appsettings.json lies beside the solution and is copied next to the program, so that is where content is read from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.Services.Configure<LanguageOptions>(builder.Configuration.GetSection("Localization"));

builder.Services
    .AddGovernance()
    .AddLanguages()
    .AddAccess()
    .AddShell();

var app = builder.Build();

app.UseLanguages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();

app.MapStaticAssets().AllowAnonymous();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();

app.Run();

public sealed partial class Program;
