using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.DemoData;

/// <summary>Whether the demo is in, for every page. In memory: whoever changes it loads it again, and what another node did is seen within seconds.</summary>
public sealed class CurrentDemo(IDbContextFactory<StudioDbContext> contexts, TimeProvider clock, ILogger<CurrentDemo> logger)
    : KeptInMemory(TimeSpan.FromSeconds(5), clock, logger)
{
    /// <summary>Runs on no reader's thread: enter the circuit by <c>InvokeAsync</c>.</summary>
    public event Action? Changed;

    /// <summary>Null when it is not in.</summary>
    public DemoState? State { get; private set; }

    /// <summary>The source that its messages come from; null when it is not in.</summary>
    public int? Source { get; private set; }

    /// <summary>Keys of the segments that it made.</summary>
    public IReadOnlyList<string> Segments { get; private set; } = [];

    /// <summary>Numbers of the campaigns that it made.</summary>
    public IReadOnlyList<int> Campaigns { get; private set; } = [];

    protected override async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var load = await db.DemoLoads.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var made = load is null ? null : DemoMade.Read(load.Made);
        var changed = State != load?.State;
        (State, Source, Segments, Campaigns) = (load?.State, made?.Source, made?.Segments ?? [], made?.Campaigns ?? []);
        if (changed) Changed?.Invoke();
    }
}
