namespace CdpStudio.Core.Sources.Recurring;

/// <summary>Fetches files from addresses that people name. Connects to nothing that the installation's guard refuses.</summary>
public interface IFileFetcher
{
    /// <exception cref="FetchFailedException">There is no file, for the reason it says.</exception>
    Task<FetchAnswer> FetchAsync(FetchRequest request, CancellationToken cancellationToken);
}

/// <param name="ETag">Of the file that is there already; null when none is.</param>
/// <param name="LastModified">As the server wrote it, with that file.</param>
public sealed record FetchRequest(Uri Address, FetchSignIn SignIn, string? ETag = null, string? LastModified = null);

public abstract record FetchSignIn
{
    private FetchSignIn()
    {
    }

    // Records print their members, and these must never be printed.
    public sealed override string ToString() => GetType().Name;

    public sealed record None : FetchSignIn;

    public sealed record Basic(string User, string Secret) : FetchSignIn;

    public sealed record Bearer(string Secret) : FetchSignIn;

    public sealed record Header(string Name, string Secret) : FetchSignIn;
}

public abstract record FetchAnswer : IAsyncDisposable
{
    private readonly IDisposable? _connection;

    private FetchAnswer(IDisposable? connection) => _connection = connection;

    public ValueTask DisposeAsync()
    {
        _connection?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The file is the one that is there already.</summary>
    public sealed record NotChanged() : FetchAnswer((IDisposable?)null);

    /// <param name="Content">To be read once, before this is disposed.</param>
    /// <param name="Name">As the server calls it; from outside, so never a path.</param>
    /// <param name="Bytes">As the server says; null when it does not.</param>
    /// <param name="Connection">Ended with the answer.</param>
    public sealed record File(Stream Content, string Name, long? Bytes, string? ETag, string? LastModified, IDisposable Connection) : FetchAnswer(Connection);
}

/// <param name="status">The server's answer; 0 when there was none.</param>
/// <param name="after">How much later it wants to be asked again.</param>
public sealed class FetchFailedException(RecurringProblem problem, int status = 0, TimeSpan? after = null)
    : Exception(problem.Words(status))
{
    public RecurringProblem Problem { get; } = problem;

    public int Status { get; } = status;

    public TimeSpan? After { get; } = after;
}

public static class FetchAddress
{
    public const int MaxLength = 2_000;

    public static bool IsOne(Uri address) =>
        address is { IsAbsoluteUri: true, UserInfo.Length: 0, Host.Length: > 0 } && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    /// <summary>Null when people wrote something else than an http or https address, or put a user name into it.</summary>
    public static Uri? Read(string text) =>
        text.Length <= MaxLength
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '\\')
        && Uri.TryCreate(text, UriKind.Absolute, out var address) && IsOne(address)
            ? address
            : null;
}
