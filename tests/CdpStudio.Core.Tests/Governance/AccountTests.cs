using CdpStudio.Core.Governance;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Tests.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Core.Tests.Governance;

public sealed class AccountTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly ServiceProvider _services;

    public AccountTests()
    {
        var services = new ServiceCollection();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        _services = services
            .AddLogging()
            .AddSingleton<IDbContextFactory<StudioDbContext>>(_database)
            .AddSingleton(_database.Queue)
            .AddScoped(_ => _database.CreateDbContext())
            .AddGovernance()
            .BuildServiceProvider();
    }

    [Fact]
    public async Task Invite_TheSameAddressInAnotherCase_IsRefused()
    {
        await Ask<InviteUserHandler>().HandleAsync(new("Ann@Kilim.example", "Ann", Role.Marketer), CancellationToken.None);

        var again = await Ask<InviteUserHandler>().HandleAsync(new("ann@kilim.EXAMPLE", "Ann", Role.Marketer), CancellationToken.None);

        Assert.Equal(new AccountResult.Refused(AccountRefusal.EmailTaken), again);
    }

    [Theory]
    [InlineData("no address", "Ann", AccountRefusal.EmailInvalid)]
    [InlineData("ann@kilim.example", " ", AccountRefusal.NameMissing)]
    public async Task Invite_WithoutWhatIsNeeded_IsRefused(string email, string name, AccountRefusal reason) =>
        Assert.Equal(
            new AccountResult.Refused(reason),
            await Ask<InviteUserHandler>().HandleAsync(new(email, name, Role.Analyst), CancellationToken.None));

    [Theory]
    [InlineData(Role.Marketer, false)]
    [InlineData(Role.Administrator, true)]
    public async Task Change_TheLastAdministrator_IsRefused(string role, bool disabled)
    {
        var user = await AddAsync(Role.Administrator);

        var alone = await Ask<ChangeUserHandler>().HandleAsync(new(user.Id, role, disabled), CancellationToken.None);
        await AddAsync(Role.Administrator);
        var oneOfTwo = await Ask<ChangeUserHandler>().HandleAsync(new(user.Id, role, disabled), CancellationToken.None);

        Assert.Equal(new AccountResult.Refused(AccountRefusal.LastAdministrator), alone);
        Assert.Equal(new AccountResult.Done(), oneOfTwo);
    }

    [Fact]
    public async Task Change_OfARole_EndsSessions()
    {
        var user = await AddAsync(Role.Marketer);

        await Ask<ChangeUserHandler>().HandleAsync(new(user.Id, Role.Analyst, Disabled: false), CancellationToken.None);

        await using var db = _database.CreateDbContext();
        Assert.NotEqual(user.SecurityStamp, (await db.Users.SingleAsync(u => u.Id == user.Id)).SecurityStamp);
    }

    [Fact]
    public async Task MakeFirst_TwoAtOnce_MakesOne()
    {
        var code = _services.GetRequiredService<SetupCode>().ToString();
        var make = Ask<MakeFirstAdministratorHandler>();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            make.HandleAsync(new(code, $"admin{i}@kilim.example", "Admin", "correct horse battery"), CancellationToken.None)));

        Assert.Single(results, new AccountResult.Done());
        await using var db = _database.CreateDbContext();
        Assert.Equal(1, await db.Users.CountAsync());
    }

    [Fact]
    public async Task ApiKey_InTheDatabase_IsAHashAlone()
    {
        var made = Assert.IsType<MakeApiKeyResult.Made>(
            await Ask<MakeApiKeyHandler>().HandleAsync(new("Sync", [Permission.ReadSegments]), CancellationToken.None));

        var known = await Ask<ApiKeyRing>().FindAsync(made.Text, CancellationToken.None);
        await using var db = _database.CreateDbContext();
        var stored = await db.ApiKeys.SingleAsync();

        Assert.Equal([Permission.ReadSegments], known!.Scopes);
        Assert.Equal(32, stored.Hash.Length);
        Assert.Equal(made.Text[..8], stored.Beginning);
        Assert.Null(await Ask<ApiKeyRing>().FindAsync(made.Text + "x", CancellationToken.None));
    }

    [Fact]
    public async Task Visits_KeepTheNewestOfEachThing()
    {
        var user = await AddAsync(Role.Analyst);
        var memory = Ask<UserMemory>();
        for (var i = 0; i < 25; i++) await memory.VisitAsync(user.Id, $"/segments/{i}", $"Segment {i}", "Segment", CancellationToken.None);
        await memory.VisitAsync(user.Id, "/segments/24", "Renamed", "Segment", CancellationToken.None);

        var visits = await memory.VisitsAsync(user.Id, 100, CancellationToken.None);

        Assert.Equal(20, visits.Count);
        Assert.Equal("Renamed", Assert.Single(visits, v => v.Href == "/segments/24").Text);
    }

    private T Ask<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private async Task<StudioUser> AddAsync(string role)
    {
        var user = StudioUser.New($"{Guid.NewGuid():N}@kilim.example", "Somebody", role, DateTimeOffset.UnixEpoch);
        await _database.SaveAsync(user);
        return user;
    }

    public void Dispose()
    {
        _services.Dispose();
        _database.Dispose();
    }
}
