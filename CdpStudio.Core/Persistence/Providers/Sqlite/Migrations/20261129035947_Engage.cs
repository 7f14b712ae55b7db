using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Engage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AddressKey",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AddressKey", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Campaign",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Content = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Audience = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    SendAt = table.Column<long>(type: "INTEGER", nullable: true),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PauseReason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Owner = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Campaign", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ConsentChange",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Topic = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Profile = table.Column<long>(type: "INTEGER", nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Proof = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConsentChange", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DemoLoad",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Run = table.Column<int>(type: "INTEGER", nullable: false),
                    Made = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    LoadedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DemoLoad", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "EmailSettings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Host = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Port = table.Column<int>(type: "INTEGER", nullable: false),
                    StartTls = table.Column<bool>(type: "INTEGER", nullable: false),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Secret = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    FromName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    FromAddress = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ReplyTo = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    PostalAddress = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    PublicAddress = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Connections = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EmailSettings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Journey",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    LiveVersion = table.Column<int>(type: "INTEGER", nullable: true),
                    Draft = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    DraftVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    PublishedDraft = table.Column<int>(type: "INTEGER", nullable: false),
                    Owner = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Journey", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "JourneyPassage",
                columns: table => new
                {
                    Run = table.Column<long>(type: "INTEGER", nullable: false),
                    Visit = table.Column<int>(type: "INTEGER", nullable: false),
                    Journey = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Step = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Profile = table.Column<long>(type: "INTEGER", nullable: false),
                    CameAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LeftAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Detail = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JourneyPassage", x => new { x.Run, x.Visit });
                });

            migrationBuilder.CreateTable(
                name: "JourneyPosition",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JourneyPosition", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "JourneyRun",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Journey = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Profile = table.Column<long>(type: "INTEGER", nullable: false),
                    Entry = table.Column<int>(type: "INTEGER", nullable: false),
                    EntryReason = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Step = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Visit = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EnteredAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JourneyRun", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "JourneyVersion",
                columns: table => new
                {
                    Journey = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Definition = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    PublishedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    PublishedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JourneyVersion", x => new { x.Journey, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "RunRange",
                columns: table => new
                {
                    Run = table.Column<int>(type: "INTEGER", nullable: false),
                    First = table.Column<long>(type: "INTEGER", nullable: false),
                    Last = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RunRange", x => new { x.Run, x.First });
                });

            migrationBuilder.CreateTable(
                name: "Send",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Owner = table.Column<int>(type: "INTEGER", nullable: false),
                    OwnerId = table.Column<long>(type: "INTEGER", nullable: false),
                    Visit = table.Column<int>(type: "INTEGER", nullable: false),
                    Profile = table.Column<long>(type: "INTEGER", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    AddressHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<int>(type: "INTEGER", nullable: true),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    ReplyCode = table.Column<int>(type: "INTEGER", nullable: true),
                    Reply = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Send", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SenderState",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Epoch = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SenderState", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TrappedMail",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Send = table.Column<long>(type: "INTEGER", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    To = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Html = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Headers = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrappedMail", x => x.Id);
                });

            migrationBuilder.InsertData(
                table: "EmailSettings",
                columns: new[] { "Id", "ChangedAt", "ChangedBy", "Connections", "FromAddress", "FromName", "Host", "Port", "PostalAddress", "PublicAddress", "ReplyTo", "Secret", "StartTls", "UserName" },
                values: new object[] { 1, null, null, 8, "", "", null, 587, "", null, null, null, true, null });

            migrationBuilder.InsertData(
                table: "SenderState",
                columns: new[] { "Id", "Epoch" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "IX_Campaign_Number",
                table: "Campaign",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Campaign_State_SendAt",
                table: "Campaign",
                columns: new[] { "State", "SendAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ConsentChange_Channel_Address_Id",
                table: "ConsentChange",
                columns: new[] { "Channel", "Address", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ConsentChange_Channel_Profile_Id",
                table: "ConsentChange",
                columns: new[] { "Channel", "Profile", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Journey_Key",
                table: "Journey",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Journey_Number",
                table: "Journey",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_JourneyPassage_Journey_Step_Outcome",
                table: "JourneyPassage",
                columns: new[] { "Journey", "Step", "Outcome" });

            migrationBuilder.CreateIndex(
                name: "IX_JourneyRun_Journey_Profile_Entry",
                table: "JourneyRun",
                columns: new[] { "Journey", "Profile", "Entry" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_JourneyRun_Profile",
                table: "JourneyRun",
                column: "Profile");

            migrationBuilder.CreateIndex(
                name: "IX_JourneyRun_State_DueAt",
                table: "JourneyRun",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Send_Owner_OwnerId_Visit_AddressHash",
                table: "Send",
                columns: new[] { "Owner", "OwnerId", "Visit", "AddressHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Send_Owner_OwnerId_Visit_Profile",
                table: "Send",
                columns: new[] { "Owner", "OwnerId", "Visit", "Profile" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Send_State_DueAt_Id",
                table: "Send",
                columns: new[] { "State", "DueAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_TrappedMail_Send",
                table: "TrappedMail",
                column: "Send");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AddressKey");

            migrationBuilder.DropTable(
                name: "Campaign");

            migrationBuilder.DropTable(
                name: "ConsentChange");

            migrationBuilder.DropTable(
                name: "DemoLoad");

            migrationBuilder.DropTable(
                name: "EmailSettings");

            migrationBuilder.DropTable(
                name: "Journey");

            migrationBuilder.DropTable(
                name: "JourneyPassage");

            migrationBuilder.DropTable(
                name: "JourneyPosition");

            migrationBuilder.DropTable(
                name: "JourneyRun");

            migrationBuilder.DropTable(
                name: "JourneyVersion");

            migrationBuilder.DropTable(
                name: "RunRange");

            migrationBuilder.DropTable(
                name: "Send");

            migrationBuilder.DropTable(
                name: "SenderState");

            migrationBuilder.DropTable(
                name: "TrappedMail");
        }
    }
}
