using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Persistence;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Web.Tests.Testing;

/// <summary>The product as it runs, on a database of its own in a folder that is removed afterwards.</summary>
public partial class StudioApp : WebApplicationFactory<Program>
{
    public const string AdminEmail = "linh@kilim.example";
    public const string Password = "correct horse battery";
    public const string ApiKey = "a-bootstrap-key-for-tests";

    private readonly string _folder = Directory.CreateTempSubdirectory("cdpstudio-web-").FullName;

    /// <summary>What the configuration says beyond the folder. Empty for a product that nobody set up.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Bootstrap:AdminEmail"] = AdminEmail,
        ["Bootstrap:AdminPassword"] = Password,
        ["Bootstrap:ApiKey"] = ApiKey,
        ["Bootstrap:TimeZone"] = "Europe/Berlin",
    };

    public CollectedLog Log { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("Storage:Directory", _folder);
        foreach (var (key, value) in Settings) builder.UseSetting(key, value);
        // Components are drawn here without a circuit that would say whose eyes they are for; requests and circuits say it all the same.
        builder.ConfigureServices(services => services.AddScoped(_ => ClearSight.New()));
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
    }

    /// <summary>A browser without a session; it keeps cookies and does not follow redirects.</summary>
    public HttpClient Browser() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    public HttpClient Program(string key)
    {
        var program = Browser();
        program.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return program;
    }

    /// <summary>Who the first administrator is in a page's own state, where no cookie says it.</summary>
    public Claim AdministratorClaim()
    {
        using var db = Services.GetRequiredService<IDbContextFactory<StudioDbContext>>().CreateDbContext();
        return new Claim(ClaimTypes.NameIdentifier, db.Users.First().Id.ToString());
    }

    public async Task<HttpClient> SignedInAsync(string email = AdminEmail, string password = Password)
    {
        var browser = Browser();
        using var answer = await SignInAsync(browser, email, password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);

        return browser;
    }

    public static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string email, string password, string query = "") =>
        PostFormAsync(browser, "/account/sign-in" + query, new() { ["Form.Email"] = email, ["Form.Password"] = password }, handler: "sign-in");

    /// <summary>Posts a form of a page as a browser does: with what the page's hidden fields hold.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(
        HttpClient browser, string page, Dictionary<string, string> fields, string? handler = null, string? action = null)
    {
        var html = await browser.GetStringAsync(page);
        fields["__RequestVerificationToken"] = WebUtility.HtmlDecode(Token().Match(html).Groups["token"].Value);
        if (handler is not null) fields["_handler"] = handler;

        using var form = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(action ?? page, form);
    }

    /// <summary>An account of that role with <see cref="Password"/>.</summary>
    public async Task<string> AddUserAsync(string role)
    {
        var email = $"{role}-{Guid.NewGuid():N}@kilim.example";
        var invited = Assert.IsType<AccountResult.Invited>(
            await Services.GetRequiredService<InviteUserHandler>().HandleAsync(new(email, role, role), CancellationToken.None));
        var done = await Services.GetRequiredService<SetPasswordHandler>()
            .HandleAsync(new ChoosePassword(invited.User, invited.Code, Password), CancellationToken.None);
        Assert.IsType<AccountResult.Done>(done);

        return email;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();
}

/// <summary>One that nobody set up: no administrator, no key.</summary>
public sealed class EmptyStudioApp : StudioApp
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();
}
