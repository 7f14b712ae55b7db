namespace CdpStudio.Core.Persistence.Providers;

internal static class ExceptionChain
{
    /// <summary>Whether the exception or one that caused it fits: EF Core wraps the driver's, in one layer or several.</summary>
    public static bool Holds<T>(this Exception exception, Func<T, bool> fits)
        where T : Exception
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is T candidate && fits(candidate)) return true;
        }

        return false;
    }
}
