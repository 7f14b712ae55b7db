using CdpStudio.Connectors.Channels.Smtp;
using CdpStudio.Connectors.Sources.HttpFiles;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.DemoData;
using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Privacy;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Repair;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Recurring;
using CdpStudio.Core.Stewardship;
using CdpStudio.Web.Access;
using CdpStudio.Web.Audience;
using CdpStudio.Web.Campaigns;
using CdpStudio.Web.Catalogue;
using CdpStudio.Web.DemoData;
using CdpStudio.Web.Duplicates;
using CdpStudio.Web.Home;
using CdpStudio.Web.Hosting;
using CdpStudio.Web.Ingestion;
using CdpStudio.Web.Journeys;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Messaging;
using CdpStudio.Web.Messaging.Topics;
using CdpStudio.Web.Privacy;
using CdpStudio.Web.Profiles;
using CdpStudio.Web.Quarantine;
using CdpStudio.Web.Segments;
using CdpStudio.Web.Settings;
using CdpStudio.Web.Shell;
using CdpStudio.Web.Sources;
using CdpStudio.Web.Sources.Imports;
using CdpStudio.Web.Sources.Recurring;
using CdpStudio.Web.Stewardship;
using CdpStudio.Web.Stewardship.Held;
using CdpStudio.Web.Stewardship.Ruling;
using CdpStudio.Web.Stewardship.Locks;

if (Prerequisites.Missing() is { } missing)
{
    await Console.Error.WriteLineAsync(missing);
    return 1;
}

// appsettings.json lies beside the solution and is copied next to the program, so that is where content is read from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = DemoSwitch.Expand(args), ContentRootPath = AppContext.BaseDirectory });
// In a build's folder the static files still lie in the project; published ones need no such map and there is none.
builder.WebHost.UseStaticWebAssets();

builder.Services.Configure<AudienceOptions>(builder.Configuration.GetSection("Audience"));
builder.Services.Configure<BootstrapOptions>(builder.Configuration.GetSection("Bootstrap"));
builder.Services.Configure<DemoOptions>(builder.Configuration.GetSection("Bootstrap"));
builder.Services.Configure<ImportOptions>(builder.Configuration.GetSection("Imports"));
builder.Services.Configure<IngestionOptions>(builder.Configuration.GetSection("Ingestion"));
builder.Services.Configure<LanguageOptions>(builder.Configuration.GetSection("Localization"));
builder.Services.Configure<SessionLimits>(builder.Configuration.GetSection("Session"));

builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.MaxDepth = DeepJson.MaxDepth);

ShiftedClock.AddClock(builder.Services, builder.Environment.EnvironmentName, Environment.GetEnvironmentVariable(ShiftedClock.Variable));

// Persistence first: what starts after it finds a database that is ready.
builder.Services
    .AddPersistence(builder.Configuration)
    .AddJobs()
    .AddGovernance()
    .AddCatalogue()
    .AddFacts()
    .AddRules()
    .AddIdentityResolution()
    .AddAudience()
    .AddProfiles()
    .AddIngestion()
    .AddStewardship()
    .AddSources()
    .AddImports()
    .AddRecurringImports()
    .AddHttpFiles()
    .AddRepair()
    .AddSegments()
    .AddMessaging()
    .AddSmtp()
    .AddCampaigns()
    .AddJourneys()
    .AddDuplicates()
    .AddPrivacy()
    .AddDemoData()
    .AddLanguages(builder.Environment)
    .AddAccess()
    .AddHosting()
    .AddTracking()
    .AddCataloguePages()
    .AddHome()
    .AddAudiencePages()
    .AddSegmentPages()
    .AddMessagingPages()
    .AddCampaignPages()
    .AddImportPages()
    .AddRecurringPages()
    .AddJourneyPages()
    .AddDuplicatePages()
    .AddShell()
    .AddJobRunner();

var app = builder.Build();
if (StartRefusal.Of(app.Services) is { } refused)
{
    await Console.Error.WriteLineAsync(refused);
    return 1;
}

app.UseSecurityHeaders();
app.UseProblems();
app.UseLanguages();
app.UseHeadAsGet();
app.UseRouting();
app.UseLastConnections();
app.UseMiddleware<SameOriginDoor>();
app.UseAuthentication();
app.UseAuthorization();
app.UseSight();
app.UseAntiforgery();
app.UseMiddleware<FormDoor>();

app.MapStaticAssets().AllowAnonymous();
app.MapHosting();
app.MapAccess();
app.MapLanguages();
app.MapTracking();
app.MapMessaging();

var management = app.MapManagementApi();
management.MapWorkspace();
management.MapDemoData();
management.MapSources();
management.MapIngestion();
management.MapQuarantine();
management.MapCatalogue();
management.MapProfiles();
management.MapConsents();
management.MapTopics();
management.MapStewardship();
management.MapIdentityRules();
management.MapHeldMerges();
management.MapLocks();
management.MapAudience();
management.MapSegments();
management.MapCampaigns();
management.MapJourneys();
management.MapImports();
management.MapRecurringImports();
management.MapDuplicates();
management.MapPrivacy();

var ui = app.MapUi();
ui.MapSegmentFiles();
ui.MapCampaignFiles();
ui.MapJourneyScripts();
ui.MapImportUploads();
ui.MapShell();
app.MapImportDownloads();
app.MapPrivacyDownloads();

app.MapRazorComponents<App>().AddInteractiveServerRenderMode();

try
{
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (StartRefusal.WordsOf(e) is { } words)
{
    await Console.Error.WriteLineAsync(words);
    return 1;
}

public sealed partial class Program;
