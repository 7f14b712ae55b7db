using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Web.Tests.Segments;

/// <summary>For what takes a database and must not ask it.</summary>
internal sealed class NoDatabase : IDbContextFactory<StudioDbContext>
{
    public StudioDbContext CreateDbContext() => throw new NotSupportedException();
}
