namespace CdpStudio.Core.Persistence;

/// <summary>The database is locked by another program, full or away. Nothing was written; the caller may try again later.</summary>
public sealed class DatabaseUnavailableException(string message, Exception innerException) : Exception(message, innerException)
{
    internal static DatabaseUnavailableException Because(Exception exception) =>
        new("The database is locked, full or away. Nothing was written; try again.", exception);
}
