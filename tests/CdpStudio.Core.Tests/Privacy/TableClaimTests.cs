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
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Persistence.Providers.Sqlite;
using CdpStudio.Core.Privacy;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Repair;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Recurring;
using CdpStudio.Core.Stewardship;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Core.Tests.Privacy;

/// <summary>Whoever adds a table says what it holds about people, or this fails.</summary>
public sealed class TableClaimTests
{
    private static readonly IReadOnlyList<ServiceDescriptor> s_services =
    [
        .. new ServiceCollection()
            .AddJobs().AddGovernance().AddCatalogue().AddFacts().AddRules().AddIdentityResolution().AddAudience().AddProfiles().AddIngestion().AddStewardship().AddSources().AddImports()
            .AddRecurringImports().AddRepair().AddSegments().AddMessaging().AddCampaigns().AddJourneys().AddDuplicates().AddPrivacy().AddDemoData(),
    ];

    private static readonly IReadOnlyList<TableClaim> s_claims =
        [.. s_services.Where(d => d.ServiceType == typeof(TableClaim)).Select(d => (TableClaim)d.ImplementationInstance!)];

    [Fact]
    public void EveryTable_IsClaimedOnce()
    {
        using var db = new SqliteDesignTimeFactory().CreateDbContext([]);
        var tables = db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct();

        Assert.Equal(tables.Order(StringComparer.Ordinal), s_claims.Select(c => c.Table).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryClaim_NamesAPartOrSaysWhyThereIsNone() =>
        Assert.All(s_claims, c => Assert.True(c.Part is null ? c.Why is { Length: > 5 } : PersonalPart.All.Contains(c.Part) && c.Why is null, c.Table));

    [Fact]
    public void EveryPart_IsImplementedOnce()
    {
        var parts = s_services.Where(d => d.ServiceType == typeof(IPersonalData)).Select(d => d.ImplementationType).ToList();

        Assert.Equal(PersonalPart.All.Count, parts.Distinct().Count());
        Assert.Equal(parts.Distinct(), parts);
    }

    [Fact]
    public void EveryPart_HasAHeadingOnThePage() =>
        Assert.All(PersonalPart.All, part => Assert.NotEqual("Part." + part, PersonFileTexts.Of("Part." + part, System.Globalization.CultureInfo.InvariantCulture)));
}
