using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace CdpStudio.Core.Persistence.Providers.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ApiKey",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Beginning = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    Scopes = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    LastUsedAt = table.Column<long>(type: "bigint", nullable: true),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiKey", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AssertionFacts",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Profile = table.Column<long>(type: "bigint", nullable: false),
                    Source = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Value = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true),
                    ValidFrom = table.Column<long>(type: "bigint", nullable: false),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AssertionFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "CancellationFacts",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    First = table.Column<long>(type: "bigint", nullable: false),
                    Last = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CancellationFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "CutFacts",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    ProfileA = table.Column<long>(type: "bigint", nullable: false),
                    ProfileB = table.Column<long>(type: "bigint", nullable: false),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CutFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "DeclaredAttribute",
                columns: table => new
                {
                    Key = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Type = table.Column<int>(type: "int", nullable: true),
                    Label = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Pii = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeclaredAttribute", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "DeclaredEvent",
                columns: table => new
                {
                    Key = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Label = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Properties = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeclaredEvent", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "EdgeFacts",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    ProfileA = table.Column<long>(type: "bigint", nullable: false),
                    NamespaceA = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    ValueA = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    ProfileB = table.Column<long>(type: "bigint", nullable: false),
                    NamespaceB = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    ValueB = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Timestamp = table.Column<long>(type: "bigint", nullable: false),
                    Source = table.Column<int>(type: "int", nullable: false),
                    MessageId = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EdgeFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "ErasureFacts",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Profile = table.Column<long>(type: "bigint", nullable: false),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasureFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "EventFacts",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Profile = table.Column<long>(type: "bigint", nullable: false),
                    Source = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Timestamp = table.Column<long>(type: "bigint", nullable: false),
                    Properties = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Context = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true),
                    MessageId = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Identifiers = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EventFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "FenceFacts",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    ProfileA = table.Column<long>(type: "bigint", nullable: false),
                    ProfileB = table.Column<long>(type: "bigint", nullable: false),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FenceFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "ImportDraft",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    StoredFile = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Owner = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    Choices = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportDraft", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ImportReject",
                columns: table => new
                {
                    Run = table.Column<int>(type: "int", nullable: false),
                    Row = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<int>(type: "int", nullable: false),
                    Column = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportReject", x => new { x.Run, x.Row });
                });

            migrationBuilder.CreateTable(
                name: "ImportRun",
                columns: table => new
                {
                    Number = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Job = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    StoredFile = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Mapping = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    State = table.Column<int>(type: "int", nullable: false),
                    BytesRead = table.Column<long>(type: "bigint", nullable: false),
                    RowsRead = table.Column<long>(type: "bigint", nullable: false),
                    RowsRejected = table.Column<long>(type: "bigint", nullable: false),
                    RequestedBy = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    StartedAt = table.Column<long>(type: "bigint", nullable: true),
                    FinishedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportRun", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "Inbox",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Source = table.Column<int>(type: "int", nullable: false),
                    ReceivedAt = table.Column<long>(type: "bigint", nullable: false),
                    Run = table.Column<int>(type: "int", nullable: false),
                    Messages = table.Column<int>(type: "int", nullable: false),
                    Envelope = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    Payload = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Inbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "JobRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Arguments = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true),
                    Subject = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    RequestedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    ScheduleKey = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    State = table.Column<int>(type: "int", nullable: false),
                    Owner = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Fence = table.Column<long>(type: "bigint", nullable: false),
                    CancelRequested = table.Column<bool>(type: "bit", nullable: false),
                    Checkpoint = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true),
                    Done = table.Column<long>(type: "bigint", nullable: false),
                    Total = table.Column<long>(type: "bigint", nullable: true),
                    Log = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Error = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    StartedAt = table.Column<long>(type: "bigint", nullable: true),
                    FinishedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ProcessorState",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Fence = table.Column<long>(type: "bigint", nullable: false),
                    Next = table.Column<long>(type: "bigint", nullable: false),
                    NextProfile = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProcessorState", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "QuarantineDiscard",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AllOf = table.Column<int>(type: "int", nullable: true),
                    Messages = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Why = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuarantineDiscard", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "QuarantinedMessage",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Source = table.Column<int>(type: "int", nullable: false),
                    ReceivedAt = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<int>(type: "int", nullable: false),
                    Words = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Run = table.Column<int>(type: "int", nullable: false),
                    Envelope = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    Payload = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuarantinedMessage", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RunTally",
                columns: table => new
                {
                    Run = table.Column<int>(type: "int", nullable: false),
                    Stored = table.Column<long>(type: "bigint", nullable: false),
                    Duplicate = table.Column<long>(type: "bigint", nullable: false),
                    Quarantined = table.Column<long>(type: "bigint", nullable: false),
                    FirstFact = table.Column<long>(type: "bigint", nullable: false),
                    LastFact = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RunTally", x => x.Run);
                });

            migrationBuilder.CreateTable(
                name: "SeenBatch",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    SeenAt = table.Column<long>(type: "bigint", nullable: false),
                    Messages = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SeenBatch", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "SegmentDays",
                columns: table => new
                {
                    Segment = table.Column<int>(type: "int", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    Entered = table.Column<long>(type: "bigint", nullable: false),
                    Left = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SegmentDays", x => new { x.Segment, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "SegmentDrafts",
                columns: table => new
                {
                    Owner = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    Segment = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Draft = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    BaseVersion = table.Column<int>(type: "int", nullable: false),
                    KeptAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SegmentDrafts", x => new { x.Owner, x.Segment });
                });

            migrationBuilder.CreateTable(
                name: "SegmentMemberships",
                columns: table => new
                {
                    Segment = table.Column<int>(type: "int", nullable: false),
                    Generation = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    EvaluatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SegmentMemberships", x => x.Segment);
                });

            migrationBuilder.CreateTable(
                name: "Segments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Key = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Rule = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Owner = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Segments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SegmentStays",
                columns: table => new
                {
                    Segment = table.Column<int>(type: "int", nullable: false),
                    Profile = table.Column<long>(type: "bigint", nullable: false),
                    EnteredGeneration = table.Column<int>(type: "int", nullable: false),
                    EnteredAt = table.Column<long>(type: "bigint", nullable: false),
                    LeftAt = table.Column<long>(type: "bigint", nullable: true),
                    LeftGeneration = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SegmentStays", x => new { x.Segment, x.Profile, x.EnteredGeneration });
                });

            migrationBuilder.CreateTable(
                name: "Source",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    WriteKey = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Disabled = table.Column<bool>(type: "bit", nullable: false),
                    AllowedOrigins = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Source", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SourceHour",
                columns: table => new
                {
                    Source = table.Column<int>(type: "int", nullable: false),
                    Hour = table.Column<long>(type: "bigint", nullable: false),
                    Accepted = table.Column<long>(type: "bigint", nullable: false),
                    Refused = table.Column<long>(type: "bigint", nullable: false),
                    Stored = table.Column<long>(type: "bigint", nullable: false),
                    Duplicate = table.Column<long>(type: "bigint", nullable: false),
                    Quarantined = table.Column<long>(type: "bigint", nullable: false),
                    LastAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SourceHour", x => new { x.Source, x.Hour });
                });

            migrationBuilder.CreateTable(
                name: "StudioUser",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Role = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Disabled = table.Column<bool>(type: "bit", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    LastSignInAt = table.Column<long>(type: "bigint", nullable: true),
                    UserName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Email = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    PasswordHash = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    SecurityStamp = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    TwoFactorEnabled = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StudioUser", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Workspace",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    TimeZone = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Workspace", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "UserChoice",
                columns: table => new
                {
                    User = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Value = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserChoice", x => new { x.User, x.Name });
                    table.ForeignKey(
                        name: "FK_UserChoice_StudioUser_User",
                        column: x => x.User,
                        principalTable: "StudioUser",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "UserVisit",
                columns: table => new
                {
                    User = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Href = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserVisit", x => new { x.User, x.Href });
                    table.ForeignKey(
                        name: "FK_UserVisit_StudioUser_User",
                        column: x => x.User,
                        principalTable: "StudioUser",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "DeclaredAttribute",
                columns: new[] { "Key", "Label", "Name", "Pii", "Type" },
                values: new object[,]
                {
                    { "AGE", null, "age", false, 2 },
                    { "AVATAR", null, "avatar", false, 1 },
                    { "BIRTHDAY", null, "birthday", true, 4 },
                    { "CREATEDAT", null, "createdAt", false, 4 },
                    { "DESCRIPTION", null, "description", false, 1 },
                    { "EMAIL", null, "email", true, 1 },
                    { "FIRSTNAME", null, "firstName", true, 1 },
                    { "GENDER", null, "gender", false, 1 },
                    { "GROUP_ID", null, "group_id", false, 1 },
                    { "GROUP.CREATEDAT", null, "group.createdAt", false, 4 },
                    { "ID", null, "id", false, 1 },
                    { "LASTNAME", null, "lastName", true, 1 },
                    { "NAME", null, "name", true, 1 },
                    { "PHONE", null, "phone", true, 1 },
                    { "TITLE", null, "title", false, 1 },
                    { "USERNAME", null, "username", true, 1 },
                    { "WEBSITE", null, "website", false, 1 }
                });

            migrationBuilder.InsertData(
                table: "ProcessorState",
                columns: new[] { "Id", "Fence", "Next", "NextProfile" },
                values: new object[] { 1, 0L, 1L, 1L });

            migrationBuilder.InsertData(
                table: "Source",
                columns: new[] { "Id", "AllowedOrigins", "CreatedAt", "Disabled", "Kind", "Name", "WriteKey" },
                values: new object[] { 1, "", 0L, false, 2, "Files", null });

            migrationBuilder.CreateIndex(
                name: "IX_ApiKey_Hash",
                table: "ApiKey",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AssertionFacts_Profile_Number",
                table: "AssertionFacts",
                columns: new[] { "Profile", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_EdgeFacts_ProfileA_Number",
                table: "EdgeFacts",
                columns: new[] { "ProfileA", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_EdgeFacts_ProfileB_Number",
                table: "EdgeFacts",
                columns: new[] { "ProfileB", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_EventFacts_Profile_Number",
                table: "EventFacts",
                columns: new[] { "Profile", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_ImportDraft_Owner",
                table: "ImportDraft",
                column: "Owner");

            migrationBuilder.CreateIndex(
                name: "IX_ImportRun_Job",
                table: "ImportRun",
                column: "Job",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_JobRuns_ScheduleKey",
                table: "JobRuns",
                column: "ScheduleKey",
                unique: true,
                filter: "[ScheduleKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_JobRuns_State_CreatedAt",
                table: "JobRuns",
                columns: new[] { "State", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_QuarantinedMessage_Reason_Id",
                table: "QuarantinedMessage",
                columns: new[] { "Reason", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Segments_Key",
                table: "Segments",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Segments_Number",
                table: "Segments",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Source_WriteKey",
                table: "Source",
                column: "WriteKey",
                unique: true,
                filter: "[WriteKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_StudioUser_NormalizedEmail",
                table: "StudioUser",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "IX_StudioUser_NormalizedUserName",
                table: "StudioUser",
                column: "NormalizedUserName",
                unique: true,
                filter: "[NormalizedUserName] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ApiKey");

            migrationBuilder.DropTable(
                name: "AssertionFacts");

            migrationBuilder.DropTable(
                name: "CancellationFacts");

            migrationBuilder.DropTable(
                name: "CutFacts");

            migrationBuilder.DropTable(
                name: "DeclaredAttribute");

            migrationBuilder.DropTable(
                name: "DeclaredEvent");

            migrationBuilder.DropTable(
                name: "EdgeFacts");

            migrationBuilder.DropTable(
                name: "ErasureFacts");

            migrationBuilder.DropTable(
                name: "EventFacts");

            migrationBuilder.DropTable(
                name: "FenceFacts");

            migrationBuilder.DropTable(
                name: "ImportDraft");

            migrationBuilder.DropTable(
                name: "ImportReject");

            migrationBuilder.DropTable(
                name: "ImportRun");

            migrationBuilder.DropTable(
                name: "Inbox");

            migrationBuilder.DropTable(
                name: "JobRuns");

            migrationBuilder.DropTable(
                name: "ProcessorState");

            migrationBuilder.DropTable(
                name: "QuarantineDiscard");

            migrationBuilder.DropTable(
                name: "QuarantinedMessage");

            migrationBuilder.DropTable(
                name: "RunTally");

            migrationBuilder.DropTable(
                name: "SeenBatch");

            migrationBuilder.DropTable(
                name: "SegmentDays");

            migrationBuilder.DropTable(
                name: "SegmentDrafts");

            migrationBuilder.DropTable(
                name: "SegmentMemberships");

            migrationBuilder.DropTable(
                name: "Segments");

            migrationBuilder.DropTable(
                name: "SegmentStays");

            migrationBuilder.DropTable(
                name: "Source");

            migrationBuilder.DropTable(
                name: "SourceHour");

            migrationBuilder.DropTable(
                name: "UserChoice");

            migrationBuilder.DropTable(
                name: "UserVisit");

            migrationBuilder.DropTable(
                name: "Workspace");

            migrationBuilder.DropTable(
                name: "StudioUser");
        }
    }
}
