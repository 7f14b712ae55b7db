using CdpStudio.Core.Audience;
using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Linkage;
using CdpStudio.Core.Persistence;
using CdpStudio.Web.Tests.Quarantine;
using CdpStudio.Web.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Duplicates;

/// <summary>People through the door, and pairs of them put into the database as a search would leave them.</summary>
internal static class StoredPairs
{
    public static PairEvidence Evidence { get; } = new(
        -12,
        [
            new EvidenceStep("lastName", Agreement.Same, 7, 2), new EvidenceStep("firstName", Agreement.OneTypo, 4.5, 0), new EvidenceStep("city", Agreement.Different, -1.5, 0),
            new EvidenceStep("phone", Agreement.Missing, 0, 0), new EvidenceStep(null, Agreement.InOrder, 0.5, 0),
        ],
        Circle.Family,
        -0.5);

    /// <summary>Two people of one family name.</summary>
    /// <returns>Their numbers, the lower first.</returns>
    public static async Task<(ProfileId Low, ProfileId High)> TwoPeopleAsync(StudioApp app)
    {
        var (ann, anne) = ($"customer-{Guid.NewGuid():N}", $"customer-{Guid.NewGuid():N}");
        await new QuarantinedStudio(app).SourceWithAsync(
            $$"""{"type":"identify","messageId":"{{ann}}","userId":"{{ann}}","traits":{"firstName":"Ann","lastName":"Zolly","city":"Riga"} }""",
            $$"""{"type":"identify","messageId":"{{anne}}","userId":"{{anne}}","traits":{"firstName":"Anne","lastName":"Zolly","city":"Vilnius"} }""");
        var directory = app.Services.GetRequiredService<IProfileDirectory>();
        await QuarantinedStudio.UntilAsync(() => Task.FromResult(
            directory.Find(new Identifier(IdentifierNamespace.UserId, ann)) is not null && directory.Find(new Identifier(IdentifierNamespace.UserId, anne)) is not null));
        var numbers = new[] { ann, anne }.Select(user => directory.Find(new Identifier(IdentifierNamespace.UserId, user))!.Value).Order().ToList();
        return (numbers[0], numbers[1]);
    }

    public static async Task<long> AddAsync(StudioApp app)
    {
        var (low, high) = await TwoPeopleAsync(app);
        return await AddAsync(app.Services, low, high);
    }

    public static Task<long> AddAsync(IServiceProvider services, ProfileId low, ProfileId high) => services.GetRequiredService<IWriteQueue>().WriteAsync(
        WritePriority.Interactive,
        async (db, token) =>
        {
            var pair = new DuplicatePair
            {
                Low = low, High = high, Weight = Evidence.Prior + Evidence.Steps.Sum(s => s.Bits) + Evidence.CircleWeight, Probability = 0.9421, Evidence = Evidence.ToJson(),
                State = DuplicateState.Open, Search = 1, FoundAt = TimeProvider.System.GetUtcNow(),
            };
            db.Add(pair);
            await db.SaveChangesAsync(token);
            return pair.Id;
        },
        default);

    public static Task ClearAsync(IServiceProvider services) => services.GetRequiredService<IWriteQueue>().WriteAsync(
        WritePriority.Interactive,
        async (db, token) =>
        {
            await db.DuplicatePairs.ExecuteDeleteAsync(token);
            await db.DuplicateSearches.ExecuteUpdateAsync(
                set => set.SetProperty(s => s.Findings, (string?)null).SetProperty(s => s.Automatic, valueExpression: false).SetProperty(s => s.Threshold, 0.99), token);
        },
        default);

    public static Task FoundAsync(IServiceProvider services, DuplicateFindings findings) => services.GetRequiredService<IWriteQueue>().WriteAsync(
        WritePriority.Interactive,
        (db, token) => db.DuplicateSearches.ExecuteUpdateAsync(
            set => set.SetProperty(s => s.Findings, System.Text.Json.JsonSerializer.Serialize(findings, System.Text.Json.JsonSerializerOptions.Web)), token),
        default);
}
