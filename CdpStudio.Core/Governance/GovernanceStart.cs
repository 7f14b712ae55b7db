using System.Security.Cryptography;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Governance;

/// <summary>Gives a new database its workspace and what <see cref="BootstrapOptions"/> asks for; tells how to make the first administrator.</summary>
internal sealed partial class GovernanceStart(
    IWriteQueue queue, CurrentWorkspace current, AddressSecret secret, IOptions<BootstrapOptions> options, IPasswordHasher<StudioUser> hasher,
    SetupCode code, TimeProvider clock, ILogger<GovernanceStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var administrator = Administrator(options.Value);
        var (workspace, hasUsers) = await queue.WriteAsync(
            WritePriority.Interactive, (db, token) => PrepareAsync(db, administrator, token), cancellationToken);
        secret.Become(await queue.WriteAsync(WritePriority.Interactive, KeyAsync, cancellationToken));

        current.Become(workspace.Name, Zone(workspace.TimeZone));
        if (!hasUsers) LogSetupCode(code.ToString());
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<(Workspace Workspace, bool HasUsers)> PrepareAsync(
        StudioDbContext db, StudioUser? administrator, CancellationToken cancellationToken)
    {
        var workspace = await db.Workspaces.SingleOrDefaultAsync(cancellationToken);
        if (workspace is not null) return (workspace, await db.Users.AnyAsync(cancellationToken));

        workspace = new Workspace { Name = "CdpStudio", TimeZone = Zone(options.Value.TimeZone).Name };
        db.Workspaces.Add(workspace);
        if (administrator is not null) db.Users.Add(administrator);
        if (options.Value.ApiKey is { Length: > 0 } text)
            db.ApiKeys.Add(MakeApiKeyHandler.From(text, "Bootstrap", Permission.Scopes, clock.GetUtcNow()));

        return (workspace, administrator is not null);
    }

    // A database of before there was consent gets its key now. Once there it stays: every hash and every link hangs on it.
    private static async Task<byte[]> KeyAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        if (await db.AddressKeys.SingleOrDefaultAsync(cancellationToken) is { } known) return known.Key;

        var made = new AddressKey { Key = RandomNumberGenerator.GetBytes(AddressSecret.KeyBytes) };
        db.AddressKeys.Add(made);
        return made.Key;
    }

    // The password rules do not apply: whoever writes the configuration owns the server.
    private StudioUser? Administrator(BootstrapOptions options)
    {
        if (options is not { AdminEmail: { Length: > 0 } email, AdminPassword: { Length: > 0 } password }) return null;

        var user = StudioUser.New(email.Trim(), email.Trim().Split('@')[0], Role.Administrator, clock.GetUtcNow());
        user.PasswordHash = hasher.HashPassword(user, password);
        return user;
    }

    private static WorkspaceZone Zone(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return WorkspaceZone.Utc;

        return WorkspaceZone.TryFind(name, out var zone)
            ? zone
            : throw new StartRefusedException($"'{name}' is no time zone: Bootstrap:TimeZone takes an IANA name such as Europe/Berlin.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no administrator yet. Open CdpStudio in a browser and enter the code {Code}.")]
    private partial void LogSetupCode(string code);
}
