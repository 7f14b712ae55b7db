using System.Data.Common;
using CdpStudio.Web.Tests.Ingestion;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Audience;

/// <summary>The product with somebody at the database's door who counts what the test's own calls ask for.</summary>
public sealed class WatchedStudio : RunningStudio
{
    public CommandWatch Commands { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services => services.AddSingleton<IInterceptor>(Commands));
    }
}

/// <summary>Counts commands of the flow that watches; followers and the processor work on flows of their own.</summary>
public sealed class CommandWatch : DbCommandInterceptor
{
    private readonly AsyncLocal<Counter?> _watching = new();

    public async Task<int> CountAsync(Func<Task> work)
    {
        var counter = _watching.Value = new Counter();
        await work();
        _watching.Value = null;
        return counter.Count;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Counted(result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Counted(result));

    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result) => Counted(result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Counted(result));

    private T Counted<T>(T result)
    {
        if (_watching.Value is { } counter) Interlocked.Increment(ref counter.Count);
        return result;
    }

    private sealed class Counter
    {
        public int Count;
    }
}
