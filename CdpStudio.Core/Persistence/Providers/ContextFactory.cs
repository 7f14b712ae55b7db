using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Persistence.Providers;

internal sealed class ContextFactory(Func<StudioDbContext> create) : IDbContextFactory<StudioDbContext>
{
    public StudioDbContext CreateDbContext() => create();
}
