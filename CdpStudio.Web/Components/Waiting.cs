using System.Data.Common;
using CdpStudio.Core.Persistence;

namespace CdpStudio.Web.Components;

/// <summary>Looks that are made again anyway: while the database does not answer what was shown before stays, and the page goes on looking.</summary>
internal static class Waiting
{
    public static async Task ThroughAsync(Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception e) when (IsOfTheDatabase(e))
        {
            // Whoever writes logs it, and the next look shows what is so.
        }
    }

    // EF Core wraps the driver's, in one layer or several.
    private static bool IsOfTheDatabase(Exception? e) => e is not null && (e is DbException or DatabaseUnavailableException || IsOfTheDatabase(e.InnerException));
}
