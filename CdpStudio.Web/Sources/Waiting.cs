using System.Data.Common;
using CdpStudio.Core.Persistence;

namespace CdpStudio.Web.Sources;

internal static class Waiting
{
    /// <summary>A look that is made again anyway: while the database does not answer what was shown before stays, and the page goes on looking.</summary>
    public static async Task ThroughAsync(Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception e) when (e is DatabaseUnavailableException or DbException)
        {
            // Whoever writes logs it, and the next look shows what is so.
        }
    }
}
