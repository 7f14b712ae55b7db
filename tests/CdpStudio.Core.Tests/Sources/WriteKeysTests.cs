using CdpStudio.Core.Sources;
using CdpStudio.Core.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Sources;

public sealed class WriteKeysTests
{
    [Fact]
    public async Task Find_RightAfterItsSourceWasMade_KnowsTheKeyWhoeverElseLoads()
    {
        using var database = new TestDatabase();
        using var keys = new WriteKeys(database, TimeProvider.System, NullLogger<WriteKeys>.Instance);
        var handler = new CreateSourceHandler(database.Queue, keys, TimeProvider.System, NullLogger<CreateSourceHandler>.Instance);
        using var stop = new CancellationTokenSource();
        Task[] others = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await keys.LoadAsync(CancellationToken.None);
        }))];

        for (var source = 0; source < 300; source++)
        {
            var made = Assert.IsType<CreateSourceResult.Created>(await handler.HandleAsync(new CreateSource($"Shop {source}"), CancellationToken.None));
            // Looked at more than once: an older list that comes late would take it away again.
            for (var look = 0; look < 20; look++)
            {
                Assert.True(keys.Find(made.WriteKey) is not null, $"The key of source {source} was unknown at look {look}.");
                await Task.Yield();
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(others);
    }
}
