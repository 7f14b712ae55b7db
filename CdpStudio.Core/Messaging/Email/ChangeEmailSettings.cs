using System.Net;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Messaging.Email;

/// <summary>How mail is to leave from now on.</summary>
/// <param name="Host">Blank lets the trap take everything.</param>
/// <param name="UserName">Blank signs in to no server.</param>
/// <param name="Password">Null keeps the one that is there.</param>
/// <param name="ChangedBy">A user's name.</param>
public sealed record ChangeEmailSettings(
    string Host, int Port, bool StartTls, string UserName, string? Password,
    string FromName, string FromAddress, string ReplyTo, string PostalAddress, string PublicAddress, int Connections, string ChangedBy);

public enum EmailSetting
{
    Host,
    Port,
    UserName,
    Password,
    FromName,
    FromAddress,
    ReplyTo,
    PostalAddress,
    PublicAddress,
    Connections,
}

public abstract record ChangeEmailSettingsResult
{
    private ChangeEmailSettingsResult()
    {
    }

    public sealed record Changed : ChangeEmailSettingsResult;

    /// <summary>Nothing was changed.</summary>
    /// <param name="Wrong">What is missing or can't be so.</param>
    public sealed record Refused(IReadOnlySet<EmailSetting> Wrong) : ChangeEmailSettingsResult;
}

public sealed partial class ChangeEmailSettingsHandler(
    IWriteQueue queue, EmailSecrets secrets, TimeProvider clock, ILogger<ChangeEmailSettingsHandler> logger)
{
    public const int MostConnections = 32;
    public const int LongestPostalAddress = 1_000;
    private const int LongestText = 200;
    private const int LongestPassword = 1_000;

    public async Task<ChangeEmailSettingsResult> HandleAsync(ChangeEmailSettings command, CancellationToken cancellationToken)
    {
        var wrong = Wrong(command).ToHashSet();
        if (wrong.Count > 0) return new ChangeEmailSettingsResult.Refused(wrong);

        await queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) => Apply(command, await db.EmailSettings.SingleAsync(token)),
            cancellationToken);

        var toServer = Given(command.Host) is not null;
        LogChanged(toServer);
        return new ChangeEmailSettingsResult.Changed();
    }

    private void Apply(ChangeEmailSettings command, EmailSettings settings)
    {
        settings.Host = Given(command.Host);
        settings.Port = command.Port;
        settings.StartTls = command.StartTls;
        settings.UserName = Given(command.UserName);
        if (settings.UserName is null) settings.Secret = null;
        else if (command.Password is { Length: > 0 } password) settings.Secret = secrets.Hide(password);
        settings.FromName = command.FromName.Trim();
        settings.FromAddress = EmailAddress.TryParse(command.FromAddress, out var from) ? from.Value : "";
        settings.ReplyTo = EmailAddress.TryParse(command.ReplyTo, out var replyTo) ? replyTo.Value : null;
        settings.PostalAddress = command.PostalAddress.Trim().ReplaceLineEndings("\n");
        settings.PublicAddress = Given(command.PublicAddress)?.TrimEnd('/');
        settings.Connections = command.Connections;
        settings.ChangedAt = clock.GetUtcNow();
        settings.ChangedBy = command.ChangedBy;
    }

    private static IEnumerable<EmailSetting> Wrong(ChangeEmailSettings command)
    {
        var toServer = Given(command.Host) is not null;
        if (toServer && !IsHost(command.Host.Trim())) yield return EmailSetting.Host;
        if (command.Port is < 1 or > ushort.MaxValue) yield return EmailSetting.Port;
        if (command.UserName.Length > LongestText || command.UserName.Any(char.IsControl)) yield return EmailSetting.UserName;
        if (command.Password is { } password && (password.Length > LongestPassword || password.Any(char.IsControl))) yield return EmailSetting.Password;
        if (command.FromName.Length > LongestText || command.FromName.Any(char.IsControl)) yield return EmailSetting.FromName;
        if (IsWrong(command.FromAddress, required: toServer)) yield return EmailSetting.FromAddress;
        if (IsWrong(command.ReplyTo, required: false)) yield return EmailSetting.ReplyTo;
        if (command.PostalAddress.Length > LongestPostalAddress || (toServer && Given(command.PostalAddress) is null)) yield return EmailSetting.PostalAddress;
        if (!IsPublicAddress(command.PublicAddress.Trim(), required: toServer)) yield return EmailSetting.PublicAddress;
        if (command.Connections is < 1 or > MostConnections) yield return EmailSetting.Connections;
    }

    private static bool IsWrong(string address, bool required) =>
        Given(address) is null ? required : !EmailAddress.TryParse(address, out _);

    private static bool IsHost(string host) =>
        host.Length <= 253 && (IPAddress.TryParse(host, out _) || Uri.CheckHostName(host) == UriHostNameType.Dns);

    private static bool IsPublicAddress(string address, bool required)
    {
        if (address.Length == 0) return !required;

        return address.Length <= LongestText
            && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri is { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 }
            && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"');
    }

    private static string? Given(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [LoggerMessage(Level = LogLevel.Information, Message = "The e-mail settings changed; mail goes to a server: {ToServer}")]
    private partial void LogChanged(bool toServer);
}
