using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.InsertData(
                table: "ProcessorState",
                columns: new[] { "Id", "Fence", "Next", "NextProfile" },
                values: new object[] { 1, 0L, 1L, 1L });

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
                name: "IX_Segments_Key",
                table: "Segments",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Segments_Number",
                table: "Segments",
                column: "Number",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AssertionFacts");

            migrationBuilder.DropTable(
                name: "CancellationFacts");

            migrationBuilder.DropTable(
                name: "CutFacts");

            migrationBuilder.DropTable(
                name: "EdgeFacts");

            migrationBuilder.DropTable(
                name: "ErasureFacts");

            migrationBuilder.DropTable(
                name: "EventFacts");

            migrationBuilder.DropTable(
                name: "FenceFacts");

            migrationBuilder.DropTable(
                name: "JobRuns");

            migrationBuilder.DropTable(
                name: "ProcessorState");

            migrationBuilder.DropTable(
                name: "SegmentDays");

            migrationBuilder.DropTable(
                name: "SegmentMemberships");

            migrationBuilder.DropTable(
                name: "Segments");

            migrationBuilder.DropTable(
                name: "SegmentStays");
        }
    }
}
