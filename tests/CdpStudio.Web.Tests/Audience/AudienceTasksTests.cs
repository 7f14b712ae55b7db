using System.Runtime.CompilerServices;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Rules;
using CdpStudio.Web.Audience;
using CdpStudio.Web.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Web.Tests.Audience;

public sealed class AudienceTasksTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cdpstudio-reading-").FullName;
    private readonly HaltingLog _log = new();
    private ServiceProvider _services = null!;

    public async Task InitializeAsync()
    {
        _services = new ServiceCollection()
            .AddLogging()
            .Configure<DatabaseOptions>(o => o.Directory = _folder)
            .AddSingleton<IFactLog>(_log)
            .AddSingleton<IAudienceCatalogue>(_log)
            .AddSingleton<ISegmentRules>(_log)
            .AddAudience()
            .AddAudiencePages()
            .BuildServiceProvider();
        foreach (var hosted in _services.GetServices<IHostedService>()) await hosted.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        _log.GoOn();
        foreach (var hosted in _services.GetServices<IHostedService>()) await hosted.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Active_WhileTheLogIsRead_SaysHowFarAndGoesAway()
    {
        var tasks = _services.GetServices<ITaskSource>().Single();
        var changes = 0;
        tasks.Changed += () => changes++;
        await _log.Halted.WaitAsync(TimeSpan.FromSeconds(60));

        var reading = Assert.Single(tasks.Active);
        Assert.Equal(("audience-reading", 65_536L, 70_000L), (reading.Kind, reading.Done, reading.Total));

        _log.GoOn();
        await _services.GetRequiredService<AudienceReadiness>().Ready.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Empty(tasks.Active);
        Assert.True(changes > 0);
    }

    /// <summary>Stops after the first piece that is told of, until it is sent on.</summary>
    private sealed class HaltingLog : IFactLog, IAudienceCatalogue, ISegmentRules
    {
        private readonly TaskCompletionSource _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Halted => _halted.Task;

        public long Last => 70_000;

        public Declarations Current => Declarations.None;

        public void GoOn() => _goOn.TrySetResult();

        public async IAsyncEnumerable<Fact> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Identifier[] ann = [new(IdentifierNamespace.UserId, "ann")];
            for (var number = after + 1; number <= Last; number++)
            {
                if (number == 65_537)
                {
                    _halted.TrySetResult();
                    await _goOn.Task.WaitAsync(cancellationToken);
                }

                yield return new Fact.Event(number, number, new ProfileId(1), new SourceId(1), "Bought", number, "{}", null, "m", ann);
            }
        }

        public Task<IReadOnlyList<Fact.Cancellation>> CancellationsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Fact.Cancellation>>([]);

        public Task<IReadOnlyList<Fact.Erasure>> ErasuresAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Fact.Erasure>>([]);

        public Task WaitAsync(long after, CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

        public Rule? Find(string key) => null;
    }
}
