using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Connectors.Tests.Channels;

public sealed class MailTrapTests : EmailTransportContract, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cdpstudio-trap-").FullName;
    private ServiceProvider? _services;

    private protected override IEmailTransport Transport => new MailTrap(_services!.GetRequiredService<IWriteQueue>(), TimeProvider.System);

    private protected override EmailSetup Setup => AnEmail.Setup(server: null);

    private TrappedMailList List => new(_services!.GetRequiredService<IDbContextFactory<StudioDbContext>>(), _services!.GetRequiredService<IWriteQueue>());

    public async Task InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Directory"] = _folder }).Build();
        _services = new ServiceCollection().AddLogging().AddPersistence(configuration).BuildServiceProvider();
        foreach (var hosted in _services.GetServices<IHostedService>()) await hosted.StartAsync(default);
    }

    public async Task DisposeAsync()
    {
        foreach (var hosted in _services!.GetServices<IHostedService>()) await hosted.StopAsync(default);
        await _services!.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Takes_OnlyWhereThereIsNoMailServer()
    {
        Assert.True(Transport.Takes(AnEmail.Setup(server: null)));
        Assert.False(Transport.Takes(AnEmail.Setup(new EmailServer("mail.example", 587, true, null, null))));
    }

    [Fact]
    public async Task List_PageAfterPage_ShowsTheNewestFirstAndEachOnce()
    {
        await using (var line = Transport.Open(Setup))
        {
            for (var i = 0; i < 5; i++) await line.SendAsync(AnEmail.Message($"p{i}@example.com"), default);
        }

        var first = await List.PageAsync(before: null, size: 3, default);
        var second = await List.PageAsync(first[^1].Id, size: 3, default);

        Assert.Equal(["p4@example.com", "p3@example.com", "p2@example.com", "p1@example.com", "p0@example.com"], first.Concat(second).Select(m => m.To));
        Assert.Equal(5, await List.CountAsync(default));
    }

    [Fact]
    public async Task Clear_AFullTrap_LeavesNothing()
    {
        await using (var line = Transport.Open(Setup)) await line.SendAsync(AnEmail.Message(), default);

        await List.ClearAsync(default);

        Assert.Empty(await List.PageAsync(before: null, size: 10, default));
    }

    private protected override async Task<IReadOnlyList<string>> ArrivedAsync()
    {
        await using var db = await _services!.GetRequiredService<IDbContextFactory<StudioDbContext>>().CreateDbContextAsync();
        var mails = await db.TrappedMails.OrderBy(m => m.Id).ToListAsync();
        return [.. mails.Select(m => $"To: {m.To}\nSubject: {m.Subject}\n{m.Headers}\n\n{m.Text}\n{m.Html}")];
    }
}
