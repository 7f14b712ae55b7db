using CdpStudio.Core.Governance.Access;
using Microsoft.AspNetCore.Identity;

namespace CdpStudio.Web.Access;

public sealed record SignIn(string Email, string Password, string Address);

public abstract record SignInResult
{
    private SignInResult()
    {
    }

    public sealed record SignedIn(Guid User) : SignInResult;

    /// <summary>The same for an unknown name, a wrong password and a disabled account.</summary>
    public sealed record Wrong : SignInResult;

    public sealed record TooManyTries(TimeSpan Wait) : SignInResult;
}

public sealed partial class SignInHandler(
    SignInManager<StudioUser> signIn, UserManager<StudioUser> users, IPasswordHasher<StudioUser> hasher, SignInThrottle throttle,
    RecordSignInHandler record, ILogger<SignInHandler> logger)
{
    // A password is checked for unknown names too, so that the time taken does not tell which names exist.
    private static readonly StudioUser s_nobody = StudioUser.New("nobody@invalid", "Nobody", Role.ServiceAgent, DateTimeOffset.UnixEpoch);
    private static string? s_nobodysHash;

    public async Task<SignInResult> HandleAsync(SignIn command, CancellationToken cancellationToken)
    {
        string[] keys = [$"address {command.Address}", $"name {StudioUser.Normalize(command.Email)}"];
        var wait = throttle.Wait(keys);
        if (wait > TimeSpan.Zero) return new SignInResult.TooManyTries(wait);

        var user = await users.FindByNameAsync(command.Email.Trim());
        if (!await SignInAsync(user, command.Password))
        {
            throttle.CountWrong(keys);
            LogWrong();
            return new SignInResult.Wrong();
        }

        throttle.Forgive(keys[1]);
        await record.HandleAsync(new RecordSignIn(user!.Id), cancellationToken);
        LogSignedIn(user.Id);
        return new SignInResult.SignedIn(user.Id);
    }

    private async Task<bool> SignInAsync(StudioUser? user, string password)
    {
        if (user?.PasswordHash is null)
        {
            s_nobodysHash ??= hasher.HashPassword(s_nobody, "nobody");
            hasher.VerifyHashedPassword(s_nobody, s_nobodysHash, password);
            return false;
        }

        return (await signIn.PasswordSignInAsync(user, password, isPersistent: true, lockoutOnFailure: false)).Succeeded;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} signed in")]
    private partial void LogSignedIn(Guid userId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in was refused")]
    private partial void LogWrong();
}
