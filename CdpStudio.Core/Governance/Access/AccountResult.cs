namespace CdpStudio.Core.Governance.Access;

/// <summary>How a change to an account ended.</summary>
public abstract record AccountResult
{
    private AccountResult()
    {
    }

    public sealed record Done : AccountResult;

    /// <summary>The account is new; <paramref name="Code"/> lets its owner choose a password once, within a day.</summary>
    public sealed record Invited(Guid User, string Code) : AccountResult;

    public sealed record Refused(AccountRefusal Reason) : AccountResult;
}

public enum AccountRefusal
{
    NoSuchUser,
    EmailInvalid,
    EmailTaken,
    NameMissing,
    PasswordShort,
    PasswordCommon,
    PasswordWrong,

    /// <summary>The link was used, or is older than a day.</summary>
    CodeInvalid,

    /// <summary>Somebody must be able to manage users.</summary>
    LastAdministrator,

    /// <summary>There is an administrator already.</summary>
    AlreadySetUp,
}
