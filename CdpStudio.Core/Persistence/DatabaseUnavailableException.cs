namespace CdpStudio.Core.Persistence;

/// <summary>The database is locked by another program, full or away. Nothing was written; the caller may try again later.</summary>
public sealed class DatabaseUnavailableException(string message, Exception innerException) : Exception(message, innerException);
